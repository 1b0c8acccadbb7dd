import { useStore } from 'zustand';
import type { VideoFacts } from '../../contract/video.ts';
import { formatCount, formatSize, plural } from '../../seek/format.ts';
import { playbackStore } from '../model/stores.ts';
import css from './video-title.module.css';

/** The open video's name, and what it is made of. */
export function VideoTitle() {
  const video = useStore(playbackStore, (state) => state.video);
  if (video.phase === 'none') return <h2 className={css.name}>Player</h2>;
  return (
    <>
      <h2 className={css.name} title={video.name}>
        {video.name}
      </h2>
      {video.phase === 'open' && (
        <ul className={css.facts} aria-label="About this video">
          {factsOf(video.facts).map(({ text, title }) => (
            <li key={text} title={title}>
              {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function originOf({ isScanned, declaredIndex }: VideoFacts): string {
  if (declaredIndex) return isScanned ? 'declared in onMetaData' : 'declared, not checked yet';
  return isScanned ? 'none declared, scanned' : 'none declared, found so far';
}

interface Fact {
  text: string;
  title: string;
}

function factsOf(facts: VideoFacts): Fact[] {
  const codecs = [facts.videoCodec, facts.audioCodec].flatMap((codec) => codec?.name ?? []);
  const keyframeCount = facts.index.timesMs.length;
  const list: (Fact | null)[] = [
    codecs.length > 0 ? { text: codecs.join(' · '), title: 'Codecs' } : null,
    facts.width && facts.height
      ? { text: `${facts.width}×${facts.height}`, title: 'Picture size, pixels' }
      : null,
    facts.framesPerSecond
      ? { text: `${Number(facts.framesPerSecond.toFixed(2))} fps`, title: 'Frames per second' }
      : null,
    keyframeCount > 0
      ? { text: plural(keyframeCount, 'keyframe'), title: `Keyframe index: ${originOf(facts)}` }
      : null,
    { text: formatSize(facts.sizeBytes), title: `${formatCount(facts.sizeBytes)} bytes` },
  ];
  return list.filter((fact) => fact !== null);
}
