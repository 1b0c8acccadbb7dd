import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { CodedError } from '../../contract/errors.ts';
import type { PlaybackAsk } from '../../contract/playback.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { createLog } from '../log/log.ts';
import { createPlayerDesk, type PlayerDesk } from './player-desk.ts';
import { createPlayers, type PlayerBrowser, type PlayersOptions } from './players.ts';

afterEach(() => vi.useRealTimers());

const askNumber = (number: number): PlaybackAsk => ({
  ...{ videoName: 'sample.flv', asked: { kind: 'keyframe', keyframe: number } },
  ...{ accuracy: 'keyframe', seekerId: `sweep.${number}`, mayMoveStart: false, playsOn: false },
});

const outcome = { picture: 'data:image/png;base64,AA', failure: null };
const asking = () => ({ caller: new AbortController().signal });

/** A log that keeps nothing, as that of a sweep, and a desk that hears of it. */
function startDesk() {
  const log = createLog(undefined, false);
  const desk = createPlayerDesk(log);
  onTestFinished(() => {
    desk.close();
    log.close();
  });
  const tell = (seekerId: string, patch: Parameters<typeof makeSeek>[0] = {}) =>
    log.putSeek(makeSeek({ id: `${seekerId}-1`, ...patch }));
  return { desk, tell };
}

interface Page {
  readonly left: Promise<void>;
  /** It goes away as a page does whose browser ended. */
  leave(): void;
}

/** As the page of a browser does: takes what is asked, and does what the test says. */
function openPage(
  desk: PlayerDesk,
  player: string,
  carryOut: (ask: PlaybackAsk, page: Page) => Promise<void> | void,
): Page {
  const leaving = new AbortController();
  const left = new Promise<void>((resolve) => {
    leaving.signal.addEventListener('abort', () => resolve());
  });
  const page = { left, leave: () => leaving.abort() };
  const serve = async () => {
    while (!leaving.signal.aborted) {
      const ask = await desk.take(player, { caller: leaving.signal });
      await carryOut(ask, page);
    }
  };
  serve().catch(() => 'nobody waits for it any more');
  return page;
}

const forEver = () => new Promise<void>(() => undefined);

it('a page carries out one ask after the other, and its seek is what it told last', async () => {
  const { desk, tell } = startDesk();
  const player = desk.expect();
  openPage(desk, player.id, ({ seekerId }) => {
    tell(seekerId, { state: 'running', played: null });
    tell('sweep.77', { state: 'failed' });
    tell(seekerId, { played: { timeMs: 40 } });
    desk.done(player.id, outcome);
  });
  await player.arrived;
  for (const number of [1, 2]) {
    const { seek, lost, picture } = await player.play(askNumber(number));
    expect({ lost, picture }).toEqual({ lost: null, picture: outcome.picture });
    expect(seek).toMatchObject({
      id: `sweep.${number}-1`,
      state: 'played',
      played: { timeMs: 40 },
    });
  }
});

it('a page that is silent is lost, one that beats is not', async () => {
  vi.useFakeTimers();
  const { desk, tell } = startDesk();
  const [silent, alive] = [desk.expect(), desk.expect()];
  openPage(desk, silent.id, ({ seekerId }) => {
    tell(seekerId, { state: 'running' });
    return forEver();
  });
  openPage(desk, alive.id, forEver);
  const [hung, played] = [silent.play(askNumber(1)), alive.play(askNumber(2))];
  for (let seconds = 0; seconds < 30; seconds += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    desk.beat(alive.id);
  }
  desk.done(alive.id, outcome);
  expect(await hung).toMatchObject({
    ...{ lost: 'its page told nothing for 20000 ms', seek: { state: 'running' } },
  });
  expect((await played).lost).toBeNull();
  // It comes back too late: another one goes on.
  await expect(desk.take(silent.id, asking())).rejects.toMatchObject({ code: 'player_unknown' });
});

it('what comes to no end is lost, though its page is alive', async () => {
  vi.useFakeTimers();
  const { desk } = startDesk();
  const player = desk.expect();
  openPage(desk, player.id, forEver);
  const played = player.play(askNumber(1));
  for (let seconds = 0; seconds < 190; seconds += 1) {
    if (seconds < 175) desk.beat(player.id);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(await played).toMatchObject({ lost: 'it came to no end within 180000 ms' });
});

it('a page that goes away is noticed at once', async () => {
  const { desk } = startDesk();
  const player = desk.expect();
  openPage(desk, player.id, (_, page) => page.leave());
  expect(await player.play(askNumber(1))).toMatchObject({ lost: 'its page went away', seek: null });
});

it('a stranger gets nothing', async () => {
  const { desk } = startDesk();
  const stranger = 'A'.repeat(24);
  await expect(desk.take(stranger, asking())).rejects.toMatchObject({ code: 'player_unknown' });
  expect(() => desk.done(stranger, outcome)).toThrow(CodedError);
  expect(() => desk.beat(stranger)).toThrow(CodedError);
});

interface StartedBrowser extends PlayerBrowser {
  isClosed: boolean;
}

/** Players whose browsers are pages in this process; `act` says what each of them does with an ask. */
async function startPlayers(
  act: (ask: PlaybackAsk, browser: number, page: Page) => Promise<void> | void,
  options: Partial<PlayersOptions> = {},
) {
  const { desk, tell } = startDesk();
  const browsers: StartedBrowser[] = [];
  const players = await createPlayers({
    ...{ desk, count: 1, unusable: (detail) => new Error(detail) },
    async startBrowser(player) {
      const number = browsers.length + 1;
      const page = openPage(desk, player, async (ask, own) => {
        await act(ask, number, own);
        tell(ask.seekerId, { state: 'played' });
        desk.done(player, outcome);
      });
      const browser: StartedBrowser = {
        ...{ ended: page.left.then(() => 'its browser ended'), isClosed: false },
        async close() {
          browser.isClosed = true;
          page.leave();
        },
      };
      browsers.push(browser);
      return browser;
    },
    ...options,
  });
  onTestFinished(async () => void (await players.close()));
  return { players, browsers };
}

it('one that is lost is followed by another, which goes on', async () => {
  const { players, browsers } = await startPlayers(async ({ seekerId }, _, page) => {
    if (seekerId !== 'sweep.2') return;
    page.leave();
    await forEver();
  });
  const lost = [];
  for (const number of [1, 2, 3]) lost.push((await players.play(askNumber(number))).lost);
  expect(lost).toEqual([null, 'its browser ended', null]);
  expect(browsers.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  await players.close();
  expect(browsers.every(({ isClosed }) => isClosed)).toBe(true);
});

it('after so many no other one is started', async () => {
  const { players, browsers } = await startPlayers(
    (_, __, page) => {
      page.leave();
      return forEver();
    },
    { lossesBorne: 3 },
  );
  const areGivenUp = [];
  for (const number of [1, 2, 3]) {
    await players.play(askNumber(number));
    areGivenUp.push(players.areGivenUp);
  }
  expect(areGivenUp).toEqual([false, false, true]);
  expect(browsers).toHaveLength(3);
});

it('several play at a time, each one thing', async () => {
  const under: string[] = [];
  let most = 0;
  const { players, browsers } = await startPlayers(
    async ({ seekerId }, browser) => {
      expect(under).not.toContain(`browser ${browser}`);
      under.push(`browser ${browser}`);
      most = Math.max(most, under.length);
      await vi.waitFor(() => expect(most >= 2 || seekerId === 'sweep.5').toBe(true));
      under.splice(under.indexOf(`browser ${browser}`), 1);
    },
    { count: 2 },
  );
  const numbers = [1, 2, 3, 4, 5];
  const played = await Promise.all(numbers.map((number) => players.play(askNumber(number))));
  expect(played.map(({ seek }) => seek?.id)).toEqual(numbers.map((number) => `sweep.${number}-1`));
  expect({ most, browsers: browsers.length }).toEqual({ most: 2, browsers: 2 });
});

it('a browser that brings no page is refused before anything is asked', async () => {
  const isClosed = vi.fn(async () => undefined);
  const starting = startPlayers(() => undefined, {
    startBrowser: async () => ({ ended: Promise.resolve('the browser ended'), close: isClosed }),
  });
  await expect(starting).rejects.toThrow('the browser ended');
  expect(isClosed).toHaveBeenCalled();
});
