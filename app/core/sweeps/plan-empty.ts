import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';

/** Why a plan asks for nothing in these videos. */
export function planEmpty(plan: string, videos: readonly VideoFacts[]): CodedError {
  const faults = videos.flatMap(({ name, findings }) => {
    const worst = findings.find(({ severity }) => severity === 'fail');
    return worst ? [`${name}: ${worst.message.replace(/\.$/, '')}`] : [];
  });
  const [why] = faults;
  const detail = `none of the videos has what it names, such as keyframes${why ? ` (${why})` : ''}`;
  return new CodedError('plan_empty', { plan, detail });
}
