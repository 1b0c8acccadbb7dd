import { CircleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import type { VideoFacts } from '../../contract/video.ts';
import { Button } from '../design/button.tsx';
import { Strip } from '../design/strip.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { playbackStore } from '../model/stores.ts';
import css from './failure-strip.module.css';

/** Why the last seek shows nothing: below the picture, which may have a frame number anywhere. */
export function FailureStrip({ facts }: { facts: VideoFacts }) {
  const { client } = useWorkbench();
  const failed = useStore(playbackStore, ({ player }) => player.error);
  const replaced = useStore(playbackStore, ({ video }) =>
    video.phase === 'open' ? video.replaced : null,
  );
  const error = replaced ?? failed;
  // What no player can show is told in place of the picture.
  if (error === null || (facts.notPlayable && !replaced)) return null;
  const openAgain = <Button onClick={() => client.openVideo(facts.name)}>Open it again</Button>;
  return (
    <Strip
      look="bad"
      role="alert"
      className={css.strip}
      icon={<CircleAlert size={15} aria-hidden />}
      message={error.message}
      aside={<code className={css.code}>{error.code}</code>}
      action={replaced && openAgain}
    >
      <p className={css.fix}>{error.fix}</p>
    </Strip>
  );
}
