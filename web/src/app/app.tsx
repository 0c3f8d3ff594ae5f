import type { ChosenFile } from '../worker/protocol';
import { Crossfade, Mark } from './crossfade';
import { Drop } from './drop';
import type { Session } from './session/session';
import type { Messages } from './shared/messages';
import { useStore } from './shared/store';
import { NoticeBox } from './views/common/notice';
import { SongMap } from './views/map/map';
import { ModelLine } from './views/models/model-line';
import { Shelf } from './views/models/shelf-list';
import { PlaylistMaker } from './views/playlist/maker';
import { Search } from './views/search/search';
import { Sleeve } from './views/sleeve/sleeve';
import { Train } from './views/train/train';

/** The two sides of the sleeve, and what each view is given. */
export function App({ session }: { session: Session }) {
  const { messages, models, browsing, builder, map, comparison, training, reading, experiment } = session;
  const { searched } = useStore(models);
  const receive = (files: ChosenFile[]): void => void session.receive(files);
  return (
    <div class="page">
      <header class="mast">
        <Crossfade half="first" />
        <Mark />
        <p class="wordmark">Segue</p>
        <button type="button" class="quiet to-teach" onClick={() => document.getElementById('teach-title')?.focus()}>
          Teach it yours
        </button>
      </header>
      <main class="sides">
        <section class="side listen" aria-labelledby="listen-title">
          <h1 id="listen-title">Which songs belong together? Playlists know.</h1>
          <Search browsing={browsing} models={models} builder={builder} />
          <Notices messages={messages} />
          <ModelLine models={models} map={map} browsing={browsing} onFiles={receive} />
          <div class="stage">
            <SongMap models={models} map={map} browsing={browsing} builder={builder} />
            <Sleeve models={models} map={map} browsing={browsing} builder={builder} onFiles={receive} />
          </div>
          {searched && <PlaylistMaker builder={builder} browsing={browsing} />}
        </section>
        <section class="side teach" aria-labelledby="teach-title">
          <Crossfade half="second" />
          <Train training={training} reading={reading} experiment={experiment} onFiles={receive} />
          <Shelf models={models} browsing={browsing} comparison={comparison} />
        </section>
      </main>
      <Colophon />
      <Announcement messages={messages} />
      <Drop onFiles={receive} />
    </div>
  );
}

function Notices({ messages }: { messages: Messages }) {
  const { notice, fall } = useStore(messages);
  return (
    <>
      {fall && <NoticeBox notice={fall} onDismiss={() => messages.dismissFall()} />}
      {notice && <NoticeBox notice={notice} onDismiss={() => messages.dismiss()} />}
    </>
  );
}

function Colophon() {
  return (
    <footer class="colophon">
      <p>
        Everything happens in this tab: the page talks to no server but the one that it came from, and
        that one only hands out files.
      </p>
      <p>
        The sample holds real songs in made-up playlists. It shows how Segue works, not what people
        listen to.
      </p>
    </footer>
  );
}

/** For the ears alone. */
function Announcement({ messages }: { messages: Messages }) {
  const { announcement } = useStore(messages);
  return <p class="unseen" role="status">{announcement}</p>;
}
