import { ExchangeRecorder } from '../record/exchange-recorder.ts';
import type { ReproxyContext } from './reproxy-context.ts';

/** Counts an exchange, and makes its recorder when somebody listens. */
export function startRecording(
  context: ReproxyContext,
  method: string,
  target: string,
): ExchangeRecorder | null {
  context.exchangeCount += 1;
  if (context.delivery === null) return null;
  return new ExchangeRecorder(
    { id: String(context.exchangeCount), method, target },
    context.delivery,
  );
}
