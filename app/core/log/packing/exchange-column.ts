import type { AnsweredAs, Exchange } from '../../../contract/exchange.ts';
import {
  bodyStartBy,
  exchangeOutcome,
  type Hop,
  hopKind,
  hopOutcome,
  type RecordedTag,
} from '../../../contract/exchange.ts';
import { personalityName } from '../../../contract/personality.ts';
import {
  type Column,
  flag,
  json,
  list,
  number,
  numberOrNull,
  oneOf,
  record,
  text,
  textOrNull,
} from './columns.ts';

/** As one number: it stands in every exchange. */
const answeredAs: Column<AnsweredAs | null> = {
  write: (to, value) =>
    to.numberOrNull(
      value && 2 * personalityName.options.indexOf(value.personality) + (value.hasQuirks ? 1 : 0),
    ),
  read(from) {
    const packed = from.numberOrNull();
    const personality = packed === null ? undefined : personalityName.options[packed >> 1];
    if (packed === null || personality === undefined) return null;
    return { personality, hasQuirks: (packed & 1) === 1 };
  },
};

const hop = record<Hop>({
  kind: oneOf(hopKind.options),
  peer: text,
  url: text,
  isConnectionReused: flag,
  localPort: numberOrNull,
  requestHead: text,
  responseHead: text,
  interimHeads: list(text),
  status: numberOrNull,
  requestBodyBytes: number,
  responseBodyBytes: number,
  startMs: number,
  connectedMs: numberOrNull,
  requestSentMs: numberOrNull,
  responseHeadMs: numberOrNull,
  firstBodyByteMs: numberOrNull,
  endMs: numberOrNull,
  outcome: oneOf(hopOutcome.options),
  error: json(),
});

/** How an exchange is packed, field by field. */
export const exchangeColumn = record<Exchange>({
  id: text,
  startedAtEpochMs: number,
  startedAtMonotonicMs: number,
  method: text,
  target: text,
  seekId: textOrNull,
  answeredAs,
  startHeader: textOrNull,
  prefixHex: textOrNull,
  prefixBytes: number,
  bodyStartHex: textOrNull,
  bodyStartBy: oneOf([...bodyStartBy.options, null]),
  tags: list(record<RecordedTag>({ offset: number, hex: text, isTag: flag })),
  outcome: oneOf(exchangeOutcome.options),
  error: json(),
  durationMs: numberOrNull,
  hops: list(hop),
  faults: list(text),
  leftOutBytes: number,
});
