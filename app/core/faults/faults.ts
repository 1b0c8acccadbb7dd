import { CodedError } from '../../contract/errors.ts';
import type { Exchange } from '../../contract/exchange.ts';
import { type Fault, MAX_FAULTS } from '../../contract/fault.ts';
import { type FaultPart, faultKinds, isWholePart } from '../../faults/fault-kinds.ts';
import { type FaultRule, type FaultsFor, isMeantFor, isShownAt } from '../../faults/fault-rule.ts';
import { faultText } from '../../faults/fault-text.ts';
import { readFaults } from '../../faults/parse-faults.ts';
import { createShownFaults, type EmbeddedPeers } from './shown-faults.ts';

/** The faults that are on, and who got to see which. */
export interface Faults {
  list(): Fault[];
  /**
   * Switches on what a text names: all of it, or nothing.
   * @returns their ids
   * @throws CodedError `fault_not_understood`, `faults_too_many`, `fault_never_shown`
   */
  add(text: string): number[];
  /** @throws CodedError `fault_unknown` */
  remove(id: number): void;
  clear(): void;
  /** Is that part to take no connections? */
  isDown(part: 'storage' | 'application'): boolean;
  /** Decides for the requests of a part. */
  decider(part: FaultPart): FaultsFor;
  /** The exchange with the faults that it got to see; a finished one is asked for once. */
  addTo(exchange: Exchange, peers: EmbeddedPeers): Exchange;
}

export interface FaultsOptions {
  /** Are there trackers to be asked? */
  hasTrackers: boolean;
  /** Called when other faults are on than before. */
  onChange: () => void;
}

/** A fault that is on, and how many requests it was meant for. */
interface Active {
  readonly id: number;
  readonly rule: FaultRule;
  readonly text: string;
  turns: number;
}

export function createFaults({ hasTrackers, onChange }: FaultsOptions): Faults {
  let active: readonly Active[] = [];
  let lastId = 0;
  const shown = createShownFaults();
  const change = (next: readonly Active[]) => {
    active = next;
    onChange();
  };
  const downText = (part: FaultPart) =>
    active.find(({ rule }) => rule.part === part && isWholePart(rule))?.text ?? null;

  return {
    list: () => active.map(faultOf),
    add(text) {
      const rules = readFaults(text);
      if (active.length + rules.length > MAX_FAULTS) {
        throw new CodedError('faults_too_many', { limit: MAX_FAULTS });
      }
      if (!hasTrackers && rules.some(({ part }) => part === 'tracker')) {
        const detail = 'no tracker is asked without --mogile';
        throw new CodedError('fault_never_shown', { fault: text, detail });
      }
      const added = rules.map((rule) => {
        lastId += 1;
        return { id: lastId, rule, text: faultText(rule), turns: 0 };
      });
      change([...active, ...added]);
      return added.map(({ id }) => id);
    },
    remove(id) {
      const others = active.filter((each) => each.id !== id);
      if (others.length === active.length) throw new CodedError('fault_unknown', { id });
      change(others);
    },
    clear() {
      if (active.length > 0) change([]);
    },
    isDown: (part) => downText(part) !== null,
    decider: (part) => (request) => {
      const due = active.filter((each) => {
        const { rule } = each;
        if (rule.part !== part || isWholePart(rule) || !isMeantFor(rule, request)) return false;
        each.turns += 1;
        return isShownAt(rule, each.turns);
      });
      const texts = due.map(({ text }) => text);
      if (request.clientPort !== null && due.length > 0) shown.note(request.clientPort, texts);
      return due.map(({ rule }) => rule);
    },
    addTo: (exchange, peers) => shown.addTo(exchange, peers, downText),
  };
}

function faultOf({ id, rule, text }: Active): Fault {
  const { part, name } = rule;
  const kind = faultKinds.find((each) => each.part === part && each.name === name);
  return { id, part, text, says: kind?.says ?? '' };
}
