import { judgeSeek } from '../../checks/judge-seek.ts';
import type { Limits } from '../../contract/budget.ts';
import type { CheckResult } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { StartUnit } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { readRelayAsk, relayedTargetOf } from '../../http/relay-url.ts';
import { splitTarget } from '../../http/request-target.ts';
import { streamedNameOf } from '../../http/stream-url.ts';
import type { BodyWatch } from '../../proxy/record/body-watch.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import type { Judgeable, Log } from '../log/log.ts';
import { entryNameOf } from '../targets/target-name.ts';
import { BodyWatcher } from './body-watcher.ts';

/** What comes together is judged together, after the traffic. */
const JUDGE_AFTER_MS = 30;
/** Bodies of which the facts are kept: a seek may be told of anew some seconds after it ended. */
const BODIES_KEPT = 256;

export interface VerdictsOptions {
  log: Pick<Log, 'tap' | 'ofSeek' | 'putChecks'>;
  /** Does the log get what the checks say of each seek in it? */
  judgesLogged?: boolean;
  /** Opens the file that a name means, where it is on this machine. */
  open: VideoOpener;
  /** Of the video that a request asks for; null when it has not been read. */
  factsOf(requestTarget: string): VideoFacts | null;
  /** The same by the video's name. */
  factsNamed(videoName: string): VideoFacts | null;
  /** Is there a target of that name? Then its addresses are the relay's. */
  isTarget(name: string): boolean;
  /** How that target is asked for a place; null where there is none any more. */
  startUnitOf(target: string): StartUnit | null;
  /** Is every body watched, not only those that carry a seek id? Whoever asks judges them. */
  watchesAll: boolean;
}

/** Runs the checks over what carries a seek id, once it is over, and puts the results in the log. */
export interface Verdicts {
  /** For the reproxy: who watches the body of an exchange. */
  watchBody(exchange: Exchange): BodyWatch | null;
  /** Judges a seek that the log may not have, by the usual limits or by others. */
  judge(judgeable: Judgeable, limits?: Limits): Promise<CheckResult[]>;
  close(): void;
}

export function createVerdicts({
  log,
  judgesLogged = true,
  open,
  factsOf,
  factsNamed,
  isTarget,
  startUnitOf,
  watchesAll,
}: VerdictsOptions): Verdicts {
  const nameOf = (exchange: Exchange | undefined) =>
    exchange ? nameIn(exchange.target, isTarget) : null;
  const unitOf = (requestTarget: string): StartUnit => {
    const target = relayedTargetOf(requestTarget);
    return (target !== null && isTarget(target) ? startUnitOf(target) : null) ?? 'bytes';
  };
  /** Null: nobody watched. */
  const bodies = new Map<string, BodyWatcher | null>();
  const waiting = new Map<string, NodeJS.Timeout>();

  const judge = async ({ seek, exchanges }: Judgeable, limits?: Limits): Promise<CheckResult[]> => {
    const watchers = exchanges.map(({ id }) => bodies.get(id) ?? null);
    const isOver = exchanges.map(({ outcome }) => outcome !== 'running');
    await Promise.all(watchers.map((watcher, i) => (isOver[i] ? watcher?.settled : null)));
    const reference = watchers.find((watcher) => watcher?.sizeBytes)?.sizeBytes ?? null;
    const target = exchanges[0]?.target;
    // A picture that was in the buffer is judged by the index alone.
    const named = seek?.source === 'buffer' ? factsNamed(seek.videoName) : null;
    const facts = target === undefined ? named : factsOf(target);
    const isCurrent = reference === null || facts?.sizeBytes === reference;
    return judgeSeek({
      seek,
      exchanges,
      bodies: watchers.map((watcher) => watcher?.facts() ?? null),
      facts: isCurrent ? facts : null,
      sizeBytes: reference ?? facts?.sizeBytes ?? null,
      startUnit: target === undefined ? undefined : unitOf(target),
      limits,
    });
  };

  const judgeLogged = async (seekId: string) => {
    waiting.delete(seekId);
    const found = log.ofSeek(seekId);
    // What the bodies were is forgotten: what was said of them before still holds.
    if (!found?.exchanges.every(({ id }) => bodies.has(id))) return;
    log.putChecks(seekId, await judge(found));
  };
  const judgeSoon = (seekId: string) => {
    if (waiting.has(seekId)) return;
    const timer = setTimeout(() => {
      judgeLogged(seekId).catch((error: unknown) => {
        // A fault of a rule must not end the program, and must not be lost either.
        process.emitWarning(error instanceof Error ? error : String(error));
      });
    }, JUDGE_AFTER_MS);
    waiting.set(seekId, timer);
  };
  const listener = {
    onExchange({ seekId, outcome }: Exchange) {
      if (seekId !== null && outcome !== 'running') judgeSoon(seekId);
    },
    onSeek({ id, state }: Seek) {
      if (state !== 'running') judgeSoon(id);
    },
  };
  const untap = judgesLogged ? log.tap(listener) : () => undefined;

  return {
    watchBody(exchange) {
      if (exchange.seekId === null && !watchesAll) return null;
      const name = nameOf(exchange);
      const { target } = exchange;
      const watcher =
        name === null
          ? null
          : new BodyWatcher(exchange, {
              open: () => open(name),
              facts: () => factsOf(target),
              startUnit: unitOf(target),
            });
      bodies.set(exchange.id, watcher);
      const [oldest] = bodies.keys();
      if (bodies.size > BODIES_KEPT && oldest !== undefined) bodies.delete(oldest);
      return watcher;
    },
    judge,
    close() {
      untap();
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

/** The library's name of the video that a request is for. */
function nameIn(requestTarget: string, isTarget: (name: string) => boolean): string | null {
  const ask = readRelayAsk(requestTarget);
  if (ask !== null && isTarget(ask.target)) return entryNameOf(ask.target, ask.videoName);
  return streamedNameOf(splitTarget(requestTarget).path);
}
