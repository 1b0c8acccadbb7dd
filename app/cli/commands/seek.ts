import { randomBytes } from 'node:crypto';
import { CodedError, errorTable, isErrorCode, type SeeklabError } from '../../contract/errors.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { consoleOptions, readConsoleOptions } from '../../core/options/console-options.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { targetOptions } from '../../core/options/target-options.ts';
import { gatherExchanges } from '../../core/seeks/finished-exchanges.ts';
import { createJudgedSeeker } from '../../core/seeks/judged-seeker.ts';
import { createWorkbench, type Workbench } from '../../core/workbench.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import type { Command } from '../command.ts';
import { defaultDataDir } from '../default-data-dir.ts';
import { interruptible } from '../interruption.ts';
import { printAll } from '../output.ts';
import { projectPath } from '../project-path.ts';
import { findTargetVideo } from '../seek/find-target.ts';
import { findVideo } from '../seek/find-video.ts';
import { readAsks } from '../seek/read-asks.ts';
import { seekText } from '../seek/seek-text.ts';
import { typedIn } from '../user-path.ts';

const { 'console-port': _console, target: _target, ...systemOptions } = consoleOptions;

/** `seeklab seek`: seeks without a window. */
export const seek: Command = {
  name: 'seek',
  description: 'Seeks in a video without a window, and tells what came over the wire.',
  positionals: 'NAME|FILE|URL',
  options: {
    at: {
      type: 'string',
      value: 'PLACE',
      multiple: true,
      description:
        'Time 0:42.3, byte @1204887 or 0x1262A7, keyframe #21; - reads them, one a line.',
    },
    target: {
      type: 'string',
      value: 'PATTERN',
      description:
        'Asks that server instead: http://host/v/{name}?start={start}, also {startMs}, {startSeconds}; without any of them by Range. The video is what its answers are held against.',
    },
    ...targetOptions,
    exact: {
      type: 'boolean',
      description: 'Aims at the very picture of a time and reads until its bytes have come.',
    },
    heads: { type: 'boolean', description: 'Prints the raw heads of every hop.' },
    whole: {
      type: 'boolean',
      description: 'Reads each answer to its end, so that the checks see all of it.',
    },
    json: {
      type: 'boolean',
      description: 'Prints one JSON line a seek: {"seek":…,"exchanges":…,"verdict":…,"checks":…}.',
    },
    ...systemOptions,
  },
  run: (args) => interruptible((signal) => seekAll(args, signal)),
};

/** @returns the exit code: 0 all is well, 1 a check failed or one did not land, 3 nobody was there */
async function seekAll(args: ParsedArgs, signal: AbortSignal): Promise<number> {
  const [named, ...surplus] = args.positionals;
  if (named === undefined || surplus.length > 0) {
    throw new CodedError('usage', { detail: 'seeklab seek takes one NAME, FILE or URL.' });
  }
  const places = args.all('at');
  if (places.length === 0)
    throw new CodedError('usage', { detail: 'seeklab seek needs --at PLACE.' });
  const workbench = await openWorkbench(args);
  try {
    const isTarget = args.one('target') !== undefined;
    const facts = isTarget
      ? await findTargetVideo(workbench, args, named)
      : await findVideo(workbench, named);
    return await seekEach({ args, places, workbench, facts, signal });
  } finally {
    await workbench.close();
  }
}

async function openWorkbench(args: ParsedArgs): Promise<Workbench> {
  const { consolePort: _none, dataDir, ...options } = readConsoleOptions(args, typedIn);
  return createWorkbench({
    ...options,
    dataDir: dataDir ?? defaultDataDir(),
    sampleDir: projectPath('assets/samples'),
  });
}

interface SeekEach {
  args: ParsedArgs;
  places: readonly string[];
  workbench: Workbench;
  facts: VideoFacts;
  signal: AbortSignal;
}

async function seekEach({ args, places, workbench, facts, signal }: SeekEach): Promise<number> {
  const seekerId = `cli.${randomBytes(6).toString('hex')}`;
  const exchanges = gatherExchanges(workbench.log, (id) => id.startsWith(seekerId));
  const seeker = createJudgedSeeker({
    ...{ bench: workbench, exchanges, facts, seekerId, signal },
    accuracy: args.isSet('exact') ? 'exact' : 'keyframe',
    isWhole: args.isSet('whole'),
    mayMoveStart: args.one('personality') === 'cdn',
  });
  const { durationMs, sizeBytes } = facts;
  const video = { durationMs, sizeBytes, clock: createVideoClock(facts) };
  let exitCode = 0;
  for await (const asked of readAsks(places, video, process.stdin)) {
    const judged = await seeker.carryOut(asked);
    if (judged === null) break;
    const text = args.isSet('json')
      ? `${JSON.stringify(judged)}\n`
      : seekText(judged, facts, args.isSet('heads'));
    await printAll([text]);
    exitCode = Math.max(
      exitCode,
      exitCodeOf(judged.seek),
      judged.verdict.result === 'fail' ? 1 : 0,
    );
  }
  exchanges.close();
  return exitCode;
}

function exitCodeOf({ state, error }: Seek): number {
  return state === 'failed' && error ? exitCodeOfError(error) : 0;
}

const exitCodeOfError = ({ code }: SeeklabError) =>
  isErrorCode(code) ? errorTable[code].exitCode : 1;
