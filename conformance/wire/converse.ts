import { type Answer, areWhole, splitAnswers } from './answer.ts';
import { openLine } from './line.ts';

export interface Conversation {
  /** Raw requests, latin1, blank line included. */
  requests: readonly string[];
  /** `in-turn`: each after the answer to the one before. `at-once`: all in one packet. */
  sending: 'in-turn' | 'at-once';
  /**
   * When the answers count as in. `framing`: when their framing says so. `quiet`: when nothing more
   * comes, for answers whose framing lies or that never end.
   */
  settle: 'framing' | 'quiet';
}

export interface Outcome {
  answers: Answer[];
  connection: 'open' | 'closed';
}

/** Asks for what no server has, so that its 404 cannot be taken for an answer of the case. */
const PROBE = 'GET /probe HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\n\r\n';
const PROBE_ANSWER = /HTTP\/1\.[01] 404 /;

/**
 * Holds one conversation on a connection of its own. Where answers end by their framing, one more
 * request, the probe, finds without waiting whether the connection was left open and what came
 * after the last answer. Where they do not, a probe would itself be a fault that servers answer.
 */
export async function converse(port: number, conversation: Conversation): Promise<Outcome> {
  const { requests, sending, settle } = conversation;
  const methods = requests.map((request) => request.slice(0, request.indexOf(' ')));
  const line = await openLine(port);

  const packets = sending === 'at-once' ? [requests] : requests.map((request) => [request]);
  const asked: string[] = [];
  for (const packet of packets) {
    asked.push(...methods.slice(asked.length, asked.length + packet.length));
    line.write(packet.join(''));
    await (settle === 'quiet' ? line.quiet() : line.until((bytes) => areWhole(bytes, asked)));
  }

  const settledLength = line.bytes().length;
  if (settle === 'framing') {
    line.write(PROBE);
    await line.until(() => false);
  }
  const { own, isProbeAnswered } = separateProbe(line.bytes(), settledLength);
  const isOpen = isProbeAnswered || !line.isClosed();
  line.destroy();
  return { answers: splitAnswers(own, methods), connection: isOpen ? 'open' : 'closed' };
}

/** The answer to the probe is the last thing on the connection; the rest is the conversation's. */
function separateProbe(bytes: Buffer, settledLength: number) {
  const probeAt = bytes.toString('latin1', settledLength).search(PROBE_ANSWER);
  return probeAt < 0
    ? { own: bytes, isProbeAnswered: false }
    : { own: bytes.subarray(0, settledLength + probeAt), isProbeAnswered: true };
}
