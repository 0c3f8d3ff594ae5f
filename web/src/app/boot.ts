/** The first that runs: what takes longest is the core, so its worker starts before the page is even read. */
import { startWorker } from '../worker/client';

const client = startWorker();
void import('./main').then(({ show }) => show(client));
