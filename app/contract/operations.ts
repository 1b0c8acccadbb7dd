import { z } from 'zod';
import { fault, MAX_FAULT_TEXT } from './fault.ts';
import { logEntry, logPage, logStatistics, logView, MAX_PAGE_ROWS, seekReport } from './log.ts';
import { MARK_BOUNDS, rowMarksPatch } from './marks.ts';
import { playbackAsk, playbackOutcome, playerId } from './playback.ts';
import { replayInput, replayState } from './replay.ts';
import { sessionId, sessionList, sessionName, sessionView } from './session.ts';
import { settings, settingsPatch } from './settings.ts';
import { sweepResult } from './sweep.ts';
import {
  MAX_PAGE_RESULTS,
  MAX_STRIP_CELLS,
  REPORT_PIECE_BYTES,
  reportFormat,
  resultFilter,
  resultPage,
  resultSort,
  stripCell,
  sweepCount,
  sweepGround,
  sweepId,
  sweepOrder,
  sweepState,
  sweepTimes,
} from './sweep-run.ts';
import { systemConfigurationPatch, systemStatus } from './system.ts';
import {
  guessedTarget,
  target,
  targetChange,
  targetIdentity,
  targetInput,
  targetName,
} from './target.ts';
import { libraryEntry, skippedFiles, videoFacts, videoReading } from './video.ts';

interface OperationShape {
  description: string;
  input: z.ZodType;
  output: z.ZodType;
  /** What whoever asked is told while they wait. */
  progress?: z.ZodType;
}

const place = z.number().int().nonnegative();
const libraryNames = z.array(z.string().min(1).max(4096)).min(1).max(1000);
const rowNumber = z.number().int().positive();

/**
 * Everything that a door can ask the workbench for. The handlers are in `app/core/operations`, by
 * noun. They stand apart from the schemas because a page needs these, and has no Node.
 */
export const operations = {
  'system.status': {
    description: 'Addresses, ports and state of the embedded parts, versions.',
    input: z.object({}),
    output: systemStatus,
  },
  'system.switch-part': {
    description: 'Stops or starts an embedded part, to see what players do without it.',
    input: z.object({ part: z.enum(['application', 'storage']), isUp: z.boolean() }),
    output: systemStatus,
  },
  'system.configure': {
    description: 'Changes whom the reproxy asks, and in whose manner it answers, while it runs.',
    input: systemConfigurationPatch,
    output: systemStatus,
  },
  'faults.list': {
    description: 'The faults that the embedded parts show on purpose.',
    input: z.object({}),
    output: z.array(fault),
  },
  'faults.add': {
    description:
      'Switches faults on, such as storage:stall@500000,every=3; several with ";" between them, all or none. They hold until they are switched off, or the program ends.',
    input: z.object({ text: z.string().min(1).max(MAX_FAULT_TEXT) }),
    /** `added`: ids of those that are on since. */
    output: z.object({ added: z.array(z.number().int()), faults: z.array(fault) }),
  },
  'faults.remove': {
    description: 'Switches a fault off.',
    input: z.object({ id: z.number().int().positive() }),
    output: z.array(fault),
  },
  'faults.clear': {
    description: 'Switches all faults off.',
    input: z.object({}),
    output: z.array(fault),
  },
  'library.list': {
    description: 'The videos of the library.',
    input: z.object({}),
    output: z.array(libraryEntry),
  },
  'library.add': {
    description: 'Adds a video file, or a folder with all videos in it, by path.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: z.array(libraryEntry),
  },
  'library.remove': {
    description: 'Takes videos of this machine out of the library, for this run; their files stay.',
    input: z.object({ names: libraryNames }),
    output: z.object({ removed: z.array(z.string()) }),
  },
  'library.restore': {
    description: 'Takes back videos that were removed from the library.',
    input: z.object({ names: libraryNames }),
    output: z.array(libraryEntry),
  },
  'library.skipped': {
    description: 'What lies in a folder and is no video for the library, and why.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: skippedFiles,
  },
  'library.add-served': {
    description:
      'Adds a video of your own application, by its name there or its address; it stands last.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: z.array(libraryEntry),
  },
  'library.find-keys': {
    description:
      'Lists the MogileFS keys that begin so, 1,000 at most, also those beyond the first 10,000.',
    input: z.object({ prefix: z.string().min(1).max(4096) }),
    output: z.object({ count: z.number().int(), isWhole: z.boolean() }),
  },
  'library.sizes': {
    description: 'Looks up the sizes of entries of which it is not known yet.',
    input: z.object({ names: z.array(z.string().min(1).max(4096)).max(100) }),
    output: z.array(libraryEntry),
  },
  'video.open': {
    description: 'Reads a video: header, codecs, keyframe index, sequence headers, findings.',
    input: z.object({ name: z.string().min(1).max(4096) }),
    output: videoFacts,
    progress: videoReading,
  },
  'video.check': {
    description: 'Tells whether a video has been replaced since it was read.',
    input: z.object({ name: z.string().min(1).max(4096), state: z.string().max(100) }),
    output: z.object({ isReplaced: z.boolean() }),
  },
  'target.list': {
    description: 'The servers under test.',
    input: z.object({}),
    output: z.array(target),
  },
  'target.add': {
    description: 'Adds a server under test; one of the same name is replaced.',
    input: targetInput,
    output: z.array(target),
  },
  'target.change': {
    description:
      'Changes a server under test, its name too; a field without a value keeps its own. To another server than before kept values go only with keepSecrets.',
    input: z.object({
      name: targetName,
      target: targetChange,
      /** May what is kept of masked values go to another server than before? */
      keepSecrets: z.boolean().optional(),
    }),
    output: z.array(target),
  },
  'target.remove': {
    description: 'Removes a server under test, from the disk too.',
    input: z.object({ name: targetName }),
    output: z.array(target),
  },
  'target.guess': {
    description: 'Says what target a pasted address or curl command means; adds nothing.',
    input: z.object({ text: z.string().min(1).max(65_536) }),
    output: guessedTarget,
  },
  'target.identify': {
    description:
      'Asks a target a few harmless things, and says which kind of server it behaves like, row by row.',
    input: z.object({ name: targetName, videoName: z.string().min(1).max(1024) }),
    output: targetIdentity,
  },
  'target.save': {
    description: 'Keeps a target for the next run, fields included, or no longer.',
    input: z.object({ name: targetName, isSaved: z.boolean() }),
    output: z.array(target),
  },
  'log.page': {
    description: 'Rows of the log that a filter lets through, from a place among them on.',
    input: logView.extend({
      from: place,
      count: z.number().int().positive().max(MAX_PAGE_ROWS),
    }),
    output: logPage,
  },
  'log.place': {
    description: 'The place of a row among those that a filter lets through.',
    input: logView.extend({ number: rowNumber }),
    output: z.object({ place }),
  },
  'log.statistics': {
    description:
      'How many rows a filter lets through, how many of them failed, and how long pictures took.',
    input: logView.omit({ sort: true }),
    output: logStatistics,
  },
  'log.get': {
    description:
      'A row of the log with all that is known of it: the seek, the exchanges, the heads.',
    input: z.object({ number: rowNumber }),
    output: logEntry,
  },
  'log.mark': {
    description:
      'Writes a note, a mark, a colour or a pin on rows of the log; what is left out stays. Rows that are gone are passed over.',
    input: z.object({
      numbers: z.array(rowNumber).min(1).max(MARK_BOUNDS.atOnce),
      marks: rowMarksPatch,
    }),
    output: z.object({ marked: z.number().int() }),
  },
  'log.clear': {
    description: 'Clears the log of what is over and not pinned; it can be undone for a while.',
    input: z.object({}),
    output: z.object({ cleared: z.number().int() }),
  },
  'log.undo-clear': {
    description: 'Brings back what was cleared last.',
    input: z.object({}),
    output: z.object({ restored: z.number().int() }),
  },
  'seek.report': {
    description: 'A page tells how its seeks stand; the newest state of each counts.',
    input: z.object({ reports: z.array(seekReport).max(200) }),
    output: z.object({}),
  },
  'playback.take': {
    description: 'A page that plays for a sweep takes its next ask, as soon as there is one.',
    input: z.object({ player: playerId }),
    output: playbackAsk,
  },
  'playback.beat': {
    description: 'Such a page tells that it is alive.',
    input: z.object({ player: playerId }),
    output: z.object({}),
  },
  'playback.done': {
    description: 'Such a page has carried out what it took, and told of the seek.',
    input: playbackOutcome.extend({ player: playerId }),
    output: z.object({}),
  },
  'seek.replay': {
    description:
      'Makes seeks of the log again, or those of a list, one after the other and without a player, and says what changed.',
    input: replayInput,
    output: replayState,
    progress: replayState,
  },
  'session.list': {
    description: 'The saved sessions, the one used last first, and how saving goes.',
    input: z.object({}),
    output: sessionList,
  },
  'session.new': {
    description: 'Goes on in a new session, with an empty log.',
    input: z.object({}),
    output: sessionList,
  },
  'session.open': {
    description: 'Goes on in another session: its rows take the place of those in the log.',
    input: z.object({ id: sessionId }),
    output: sessionList,
  },
  'session.name': {
    description: 'Gives a session another name.',
    input: z.object({ id: sessionId, name: sessionName }),
    output: sessionList,
  },
  'session.delete': {
    description: 'Deletes a session that is not open, from the disk too, for good.',
    input: z.object({ id: sessionId }),
    output: sessionList,
  },
  'session.export': {
    description:
      'Writes a session into one file of JSON lines, packed where its name ends in .gz; without a path into the folder for downloads.',
    input: z.object({ id: sessionId, path: z.string().min(1).max(4096).nullable() }),
    output: z.object({ path: z.string(), bytes: z.number().int() }),
  },
  'session.import': {
    description: 'Makes a session of a file that was exported; it is not opened.',
    input: z.object({ path: z.string().min(1).max(4096) }),
    output: z.object({ id: sessionId, unreadable: z.number().int(), list: sessionList }),
  },
  'session.keep-view': {
    description: 'A page tells where it is, for the next start.',
    input: sessionView,
    output: z.object({}),
  },
  'session.take-view': {
    description: 'Where a page was when the session was left; told once, then null.',
    input: z.object({}),
    output: sessionView.nullable(),
  },
  'sweeps.list': {
    description: 'The sweeps that are kept, the newest first, and how each stands.',
    input: z.object({}),
    output: z.array(sweepState),
  },
  'sweeps.count': {
    description: 'How many seeks a sweep would make, or why it could not be started.',
    input: sweepGround,
    output: sweepCount,
  },
  'sweeps.start': {
    description: 'Starts a sweep, which goes on whether or not anybody watches it.',
    input: sweepOrder,
    output: sweepState,
  },
  'sweeps.pause': {
    description: 'Begins no more seeks of a sweep until it is resumed.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.resume': {
    description: 'Goes on with a paused sweep.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.cancel': {
    description: 'Ends a sweep; what was done stays.',
    input: z.object({ id: sweepId }),
    output: sweepState,
  },
  'sweeps.forget': {
    description: 'Ends a sweep where it runs, and forgets what came of it.',
    input: z.object({ id: sweepId }),
    output: z.array(sweepState),
  },
  'sweeps.watch': {
    description: 'Tells how a sweep stands, ten times a second at most, until it is over.',
    input: z.object({ id: sweepId }),
    output: sweepState,
    progress: sweepState,
  },
  'sweeps.page': {
    description: 'Results of a sweep that a filter lets through, from a place among them on.',
    input: z.object({
      id: sweepId,
      filter: resultFilter,
      sort: resultSort.nullable(),
      from: place,
      count: z.number().int().positive().max(MAX_PAGE_RESULTS),
    }),
    output: resultPage,
  },
  'sweeps.result': {
    description:
      'A result of a sweep with all that is kept of it: the seek, the checks, the heads.',
    input: z.object({ id: sweepId, number: rowNumber }),
    output: sweepResult,
  },
  'sweeps.strip': {
    description:
      'What came of the seeks in each part of a video; the parts lie between byte offsets.',
    input: z.object({
      id: sweepId,
      filter: resultFilter,
      edges: z.array(z.number()).max(MAX_STRIP_CELLS + 1),
    }),
    output: z.array(stripCell.nullable()),
  },
  'sweeps.times': {
    description: 'How long first bytes took: percentiles and a histogram.',
    input: z.object({ id: sweepId, filter: resultFilter }),
    output: sweepTimes,
  },
  'sweeps.upload': {
    description: 'A piece of a report, base64; the first one, without upload, gives it a name.',
    input: z.object({
      upload: sweepId.nullable(),
      fileName: z.string().min(1).max(300),
      piece: z.base64().max(Math.ceil(REPORT_PIECE_BYTES / 3) * 4),
    }),
    output: z.object({ upload: sweepId }),
  },
  'sweeps.load': {
    description: 'Takes in an uploaded report as if its sweep had been made here.',
    input: z.object({ upload: sweepId }),
    output: sweepState,
  },
  'sweeps.write': {
    description:
      'Writes a report of a sweep that is over into a new file; without a path into the folder for downloads.',
    input: z.object({
      id: sweepId,
      format: reportFormat,
      path: z.string().min(1).max(4096).nullable(),
    }),
    output: z.object({ path: z.string(), bytes: z.number().int() }),
  },
  'settings.get': {
    description: 'The settings.',
    input: z.object({}),
    output: settings,
  },
  'settings.set': {
    description: 'Changes some settings; answers all of them.',
    input: settingsPatch,
    output: settings,
  },
} as const satisfies Record<string, OperationShape>;

export type OperationName = keyof typeof operations;
export type OperationInput<N extends OperationName> = z.input<(typeof operations)[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<(typeof operations)[N]['output']>;
/** What whoever asks for an operation is told while they wait; never where it tells nothing. */
export type OperationProgress<N extends OperationName> = (typeof operations)[N] extends {
  progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;
