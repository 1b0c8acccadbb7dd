import { toSeeklabError } from '../../contract/errors.ts';
import type { OperationInput, OperationOutput } from '../../contract/operations.ts';
import { REPORT_PIECE_BYTES, type SweepOrder, type SweepState } from '../../contract/sweep-run.ts';
import type { Connection } from './connection.ts';
import { tell, tellError } from './notices.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { playback } from './playback.ts';
import { playbackStore, viewStore } from './stores.ts';
import { emptyResults, lookAtSweep, shownSweep, sweepStore } from './sweep-store.ts';

type SweepOperation = 'sweeps.count' | 'sweeps.page' | 'sweeps.strip' | 'sweeps.times';

/** What the page can do with the workbench's sweeps. */
export interface SweepClient {
  start(order: SweepOrder): Promise<Outcome<SweepState>>;
  pause(id: string): void;
  resume(id: string): void;
  cancel(id: string): void;
  forget(id: string): void;
  /** Tells how a sweep goes on until it is over; the state arrives in `sweepStore`. */
  watch(id: string, signal: AbortSignal): void;
  read<N extends SweepOperation>(
    name: N,
    input: OperationInput<N>,
    signal?: AbortSignal,
  ): Promise<OperationOutput<N>>;
  /** Chooses a result: the inspector shows what is kept of it. Null: none. */
  choose(number: number | null, place: number | null): Promise<void>;
  /** Chooses the one so many places below, or above. */
  move(step: number): Promise<void>;
  /** Seeks to where a result was asked for, in the player. */
  seekThere(number: number): Promise<void>;
  /** Takes in a report that a sweep wrote elsewhere. */
  load(file: File): Promise<Outcome<SweepState>>;
  /** Into the folder for downloads. */
  write(id: string, format: OperationInput<'sweeps.write'>['format']): Promise<void>;
}

/** @param openVideo as `WorkbenchClient.openVideo` */
export function createSweepClient(
  connection: Pick<Connection, 'call'>,
  openVideo: (name: string, asked?: SweepSeek | null) => Promise<void>,
): SweepClient {
  const put = (state: SweepState) => {
    const { list } = sweepStore.getState();
    if (list === null) return;
    const isKnown = list.some(({ id }) => id === state.id);
    const next = isKnown
      ? list.map((each) => (each.id === state.id ? state : each))
      : [state, ...list];
    sweepStore.setState({ list: next });
  };
  const act = (name: 'sweeps.pause' | 'sweeps.resume' | 'sweeps.cancel') => (id: string) =>
    void connection.call(name, { id }).then(put, tellError);
  const readResult = async (number: number) => {
    const sweep = shownSweep(sweepStore.getState());
    if (sweep === null) return null;
    const result = await connection.call('sweeps.result', { id: sweep.id, number });
    return { sweep, result };
  };
  const choose: SweepClient['choose'] = async (number, place) => {
    sweepStore.setState({ number, place, ...(number === null && { recorded: null }) });
    if (number === null) return;
    try {
      const recorded = await readResult(number);
      if (sweepStore.getState().number === number) sweepStore.setState({ recorded });
    } catch (thrown) {
      tellError(thrown);
    }
  };
  return {
    start: (order) =>
      outcomeOf(connection.call('sweeps.start', order)).then((outcome) => {
        if (outcome.ok) lookAt(outcome.data, put);
        return outcome;
      }),
    pause: act('sweeps.pause'),
    resume: act('sweeps.resume'),
    cancel: act('sweeps.cancel'),
    forget: (id) => void connection.call('sweeps.forget', { id }).then(takeSweeps, tellError),
    watch(id, signal) {
      connection
        .call('sweeps.watch', { id }, { signal, onProgress: put })
        .then(put)
        .catch((thrown: unknown) => {
          const { code } = toSeeklabError(thrown);
          const isToldElsewhere = ['connection_lost', 'request_cancelled', 'sweep_unknown'];
          if (!isToldElsewhere.includes(code)) tellError(thrown);
        });
    },
    read: (name, input, signal) => connection.call(name, input, signal ? { signal } : {}),
    choose,
    async move(step) {
      const { page, place } = sweepStore.getState();
      const next = Math.min(Math.max((place ?? -1) + step, 0), page.fitting - 1);
      const row = page.rows[next - page.from];
      if (row) await choose(row.number, next);
    },
    async seekThere(number) {
      try {
        const found = await readResult(number);
        if (found === null) return;
        sweepStore.setState({ recorded: null });
        await seekAs(found.result, found.sweep, openVideo);
      } catch (thrown) {
        tellError(thrown);
      }
    },
    load: (file) =>
      outcomeOf(upload(connection, file)).then((outcome) => {
        if (outcome.ok) lookAt(outcome.data, put);
        return outcome;
      }),
    async write(id, format) {
      try {
        const { path } = await connection.call('sweeps.write', { id, format, path: null });
        tell(`Written to ${path}.`);
      } catch (thrown) {
        tellError(thrown);
      }
    },
  };
}

type SweepSeek = Parameters<typeof playback.seek>[0];

function lookAt(state: SweepState, put: (state: SweepState) => void): void {
  put(state);
  lookAtSweep(state.id);
}

/** The workbench's list is another than before. */
export function takeSweeps(list: readonly SweepState[]): void {
  const { chosenId, recorded } = sweepStore.getState();
  const isThere = (id: string | undefined) => list.some((each) => each.id === id);
  sweepStore.setState({
    list,
    ...(chosenId !== null &&
      !isThere(chosenId) && { chosenId: null, number: null, place: null, page: emptyResults }),
    ...(recorded && !isThere(recorded.sweep.id) && { recorded: null }),
  });
}

/** Reads anew which sweeps there are, as after the connection was lost. */
export async function loadSweeps(connection: Pick<Connection, 'call'>): Promise<void> {
  takeSweeps(await connection.call('sweeps.list', {}));
}

type Recorded = NonNullable<ReturnType<typeof sweepStore.getState>['recorded']>;

/** The player asks for the same place; of a text that is none, for the byte that it names or the beginning. */
async function seekAs(
  { ask, seek, video }: Recorded['result'],
  { summary }: Recorded['sweep'],
  openVideo: (name: string, asked: SweepSeek) => Promise<void>,
): Promise<void> {
  const asked: SweepSeek = ask.kind === 'start' ? seek.asked : ask;
  const videoName = summary.videos[video]?.name ?? seek.videoName;
  const name = seek.target === null ? videoName : seek.videoName;
  const open = playbackStore.getState().video;
  if (open.phase === 'open' && open.name === name) playback.seek(asked);
  else await openVideo(name, asked);
  viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
}

async function upload(connection: Pick<Connection, 'call'>, file: File): Promise<SweepState> {
  const fileName = file.name.slice(0, 300) || 'report.json';
  let id: string | null = null;
  let from = 0;
  do {
    const bytes = new Uint8Array(await file.slice(from, from + REPORT_PIECE_BYTES).arrayBuffer());
    const given: OperationInput<'sweeps.upload'> = { upload: id, fileName, piece: base64Of(bytes) };
    id = (await connection.call('sweeps.upload', given)).upload;
    from += REPORT_PIECE_BYTES;
  } while (from < file.size);
  return connection.call('sweeps.load', { upload: id });
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
