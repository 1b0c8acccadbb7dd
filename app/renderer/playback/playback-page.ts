import '../zod-without-compiling.ts';
import { toSeeklabError } from '../../contract/errors.ts';
import type { PlaybackAsk, PlaybackOutcome } from '../../contract/playback.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { type Connection, createConnection } from '../model/connection.ts';
import { playAsk } from './play-ask.ts';

/** Well below what a page may be silent for, ms. */
const BEAT_EVERY_MS = 1000;

/** Who the workbench takes this page for. */
const player = window.location.hash.slice(1);

function elementOf<E extends HTMLElement>(id: string, type: new () => E): E {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no #${id}.`);
}

const video = elementOf('picture', HTMLVideoElement);
const state = elementOf('state', HTMLElement);

const connection = createConnection({
  openSocket() {
    const address = new URL('rpc', window.location.href);
    address.protocol = 'ws:';
    address.hash = '';
    return new WebSocket(address);
  },
  onState({ phase }) {
    if (phase === 'open') void serve(connection).catch(stop);
  },
  onEvent: () => undefined,
});

/** Takes what is asked, one thing after the other, until nobody asks this page any more. */
async function serve({ call }: Connection): Promise<void> {
  const { reproxy } = await call('system.status', {});
  const known = new Map<string, VideoFacts>();
  const factsOf = async (name: string) => {
    const facts = known.get(name) ?? (await call('video.open', { name }));
    known.set(name, facts);
    return facts;
  };
  const carryOut = async (ask: PlaybackAsk): Promise<PlaybackOutcome> => {
    try {
      const facts = await factsOf(ask.videoName);
      const picture = await playAsk(video, ask, {
        facts,
        reproxyUrl: reproxy.url,
        report: (seek, isKnown) => call('seek.report', { reports: [{ seek, isKnown }] }),
      });
      return { picture, failure: null };
    } catch (thrown) {
      return { picture: null, failure: toSeeklabError(thrown) };
    }
  };
  const beating = setInterval(
    () => void call('playback.beat', { player }).catch(stop),
    BEAT_EVERY_MS,
  );
  try {
    for (let count = 1; ; count += 1) {
      const ask = await call('playback.take', { player });
      state.textContent = `Seek ${count}, in ${ask.videoName}.`;
      await call('playback.done', { player, ...(await carryOut(ask)) });
    }
  } finally {
    clearInterval(beating);
  }
}

/** Another page goes on, or the sweep is over. */
function stop(thrown: unknown): void {
  connection.close();
  state.textContent = toSeeklabError(thrown).message;
}
