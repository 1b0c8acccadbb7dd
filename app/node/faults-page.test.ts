import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mannersWords } from '../checks/manners-words.ts';
import { isBad } from '../checks/verdict.ts';
import type { CheckResult } from '../contract/check.ts';
import type { AnsweredAs, Exchange } from '../contract/exchange.ts';
import { personalityName } from '../contract/personality.ts';
import type { Seek } from '../contract/seek.ts';
import { startCluster } from '../core/test-support/mogile-cluster.ts';
import { createWorkbench, type Workbench, type WorkbenchOptions } from '../core/workbench.ts';
import { type FaultKind, faultKinds, isWholePart } from '../faults/fault-kinds.ts';
import { kindExample } from '../faults/fault-text.ts';
import { faultsPage, type PlantedFault } from '../faults/faults-page.ts';
import { makeTempDir } from '../origin/test-support/temp-dir.ts';
import { createOwnSeeks } from './own-seeks.ts';

const samples = join(import.meta.dirname, '../../assets/samples');
const PLACES = ['#1', '#2', '#3'];

const everyManners: readonly AnsweredAs[] = [
  ...personalityName.options.map((personality) => ({ personality, hasQuirks: false })),
  { personality: 'perlbal-patch', hasQuirks: true },
];

/** These take their time, most of it with nobody doing anything. */
const isSlow = ({ name }: FaultKind) => ['stall', 'latency', 'slow'].includes(name);
/** A busy machine is late as well: where the fault is none of time, that counts for nothing. */
const isLate = ({ part, name }: FaultKind) =>
  name === 'latency' || (part === 'application' && name === 'slow');

/** Whether the client leaves before storage has closed, which ends the body, is anybody's guess. */
const UNSTEADY = 'connection_clean';

/**
 * The speeds as usual are for people who look. Here a file has to come to its end, and the shortest head, of some
 * 100 bytes, has to be late beyond doubt.
 */
const PLANTED_SPEEDS: Record<string, string> = {
  'storage:slow': 'storage:slow=200',
  'application:slow': 'application:slow=0.04',
};
const plantedText = (kind: FaultKind) =>
  PLANTED_SPEEDS[`${kind.part}:${kind.name}`] ?? kindExample(kind);

interface JudgedSeek {
  seek: { id: string };
  exchanges: readonly Exchange[];
  checks: readonly CheckResult[];
}

interface Bench {
  manners: string;
  workbench: Workbench;
  /** To each of the places, at once. */
  seeks(video: string): Promise<JudgedSeek[]>;
}

const fileOf = (kind: FaultKind) => `${kind.part}-${kind.name}.flv`;

/** A system that answers in these manners, with a file for each fault, and one for none. */
async function startBench(options: Partial<WorkbenchOptions>, manners: string): Promise<Bench> {
  const workbench = await createWorkbench({
    dataDir: await makeTempDir(),
    sampleDir: samples,
    // Before our own client loses patience, which ends as many seeks otherwise.
    timeouts: { stallMs: 3000 },
    ...options,
  });
  const own = createOwnSeeks(workbench);
  const bySeek = new Map<string, Exchange[]>();
  workbench.log.tap({
    onExchange(exchange) {
      const { seekId, outcome } = exchange;
      if (seekId === null || outcome === 'running') return;
      bySeek.set(seekId, [...(bySeek.get(seekId) ?? []), exchange]);
    },
  });
  onTestFinished(() => {
    own.close();
    return workbench.close();
  });
  const seekTo = async (video: string, place: string): Promise<JudgedSeek> => {
    const { seek } = await own.seek(video, place, { whole: true });
    if (seek === null) throw new Error('a seek of its own is known');
    // However late it ends on a busy machine, it is judged as it is then.
    await expect.poll(() => bySeek.has(seek.id)).toBe(true);
    const exchanges = bySeek.get(seek.id) ?? [];
    return { seek, exchanges, checks: await workbench.judge({ seek: seek as Seek, exchanges }) };
  };
  return {
    manners,
    workbench,
    seeks: (video) => Promise.all(PLACES.map((place) => seekTo(video, place))),
  };
}

/** @param isTimed does it count when the first byte comes late? */
function rowOf(
  text: string,
  manners: string,
  done: readonly JudgedSeek[],
  isTimed: boolean,
): PlantedFault {
  const checks: Record<string, number> = {};
  let caught = 0;
  for (const { checks: results, exchanges } of done) {
    const shown = exchanges.flatMap(({ faults }) => faults);
    expect(shown.length > 0, `${text} shown to ${manners}`).toBe(text !== '');
    const bad = results.filter(
      ({ code, result }) =>
        isBad(result) && (isTimed || code !== 'first_byte_in_time') && code !== UNSTEADY,
    );
    if (bad.length > 0) caught += 1;
    for (const { code } of bad) checks[code] = (checks[code] ?? 0) + 1;
  }
  return { text, manners, planted: done.length, caught, checks };
}

const ofVideos = faultKinds.filter((kind) => kind.part !== 'tracker' && !isWholePart(kind));

async function plant({ workbench, manners, seeks }: Bench, kind: FaultKind): Promise<PlantedFault> {
  const text = plantedText(kind);
  const isWhole = isWholePart(kind);
  const fault = isWhole ? text : `${text},video=${fileOf(kind)}`;
  const { added } = await workbench.call('faults.add', { text: fault });
  const done = await seeks(isWhole ? 'clean.flv' : fileOf(kind));
  for (const id of added) await workbench.call('faults.remove', { id });
  return rowOf(text, manners, done, isLate(kind));
}

/** All faults of one video each, at once or nearly so. */
async function plantAll(bench: Bench): Promise<PlantedFault[]> {
  const slow = ofVideos.filter(isSlow).map((kind) => plant(bench, kind));
  const quick: PlantedFault[] = [];
  for (const kind of ofVideos.filter((each) => !isSlow(each))) quick.push(await plant(bench, kind));
  return [...quick, ...(await Promise.all(slow))];
}

/** Takes all trackers away from a system that looks its videos up there. */
async function plantTrackers(): Promise<PlantedFault> {
  const { trackers } = await startCluster({ keys: ['key.flv'] });
  const mogile = { trackers, domain: 'videos' };
  const { workbench, manners, seeks } = await startBench({ mogile }, 'perlbal-patch');
  await workbench.call('faults.add', { text: 'tracker:down,video=key.flv' });
  const done = await seeks('key.flv');
  await workbench.call('faults.clear', {});
  expect(rowOf('', manners, await seeks('key.flv'), false).caught).toBe(0);
  return rowOf('tracker:down', manners, done, false);
}

test('docs/faults.md says what the checks make of each fault', async () => {
  const media = join(await makeTempDir(), 'media');
  await mkdir(media);
  for (const name of ['clean.flv', ...ofVideos.map(fileOf)]) {
    await copyFile(join(samples, 'no-index.flv'), join(media, name));
  }
  const planted: PlantedFault[] = [];
  const clean: PlantedFault[] = [];
  const benches = await Promise.all(
    everyManners.map((manners) =>
      startBench(
        { mediaPaths: [media], configuration: { ...manners, pace: null } },
        mannersWords(manners),
      ),
    ),
  );
  const running = benches.map(plantAll);
  for (const bench of benches) {
    for (let round = 0; round < 4; round += 1) {
      clean.push(rowOf('', bench.manners, await bench.seeks('clean.flv'), false));
    }
  }
  for (const rows of await Promise.all(running)) planted.push(...rows);
  for (const bench of benches) {
    for (const kind of faultKinds.filter(isWholePart)) planted.push(await plant(bench, kind));
  }
  planted.push(await plantTrackers());
  expect(clean.reduce((sum, row) => sum + row.caught, 0)).toBe(0);
  await expect(faultsPage(planted, clean)).toMatchFileSnapshot('../../docs/faults.md');
}, 300_000);
