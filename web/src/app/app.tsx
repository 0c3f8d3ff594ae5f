import { Crossfade, Mark } from './crossfade';
import { Drop } from './drop';
import { SongMap } from './views/map/map';
import { ModelLine } from './views/models/model-line';
import { NoticeBox } from './views/common/notice';
import { Search } from './views/search/search';
import type { Session } from './session/session';
import { Shelf } from './views/models/shelf-list';
import { PlaylistMaker } from './views/playlist/maker';
import { Sleeve } from './views/sleeve/sleeve';
import { useStore } from './shared/store';
import { Train } from './views/train/train';

export function App({ session }: { session: Session }) {
  const state = useStore(session);
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
          <Search session={session} state={state} />
          {state.notice && <NoticeBox notice={state.notice} onDismiss={() => session.dismiss()} />}
          <ModelLine session={session} state={state} />
          <div class="stage">
            <SongMap session={session} state={state} />
            <Sleeve session={session} state={state} />
          </div>
          {state.searched && <PlaylistMaker session={session} />}
        </section>
        <section class="side teach" aria-labelledby="teach-title">
          <Crossfade half="second" />
          <Train session={session} state={state} />
          <Shelf session={session} state={state} />
        </section>
      </main>
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
      <p class="unseen" role="status">{state.announcement}</p>
      <Drop onFiles={(files) => void session.receive(files)} />
    </div>
  );
}
