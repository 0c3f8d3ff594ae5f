import type { Failure } from '../../worker/protocol';
import type { Notice } from '../shared/told';
import * as words from '../shared/words';

/** That the worker has died, for whoever came to listen to music. */
export function hasFallen({ code, message }: Failure): Notice {
  return {
    tone: 'failure',
    title: 'Segue stumbled, and has begun anew',
    text: `${words.sentence(message)} What was open comes back as it was: the model, your playlist, the map. What was under way has to be asked for once more.`,
    place: '',
    remedy: code === 'out_of_memory' ? words.remedies.out_of_memory : 'If it happens again, please report it.',
  };
}

/** The same where beginning anew did not help. */
export function keepsFalling({ message }: Failure): Notice {
  return {
    tone: 'failure', title: 'Segue stumbles again and again', text: words.sentence(message), place: '', remedy: words.remedies.internal,
  };
}
