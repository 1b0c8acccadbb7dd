import { Camera, Clapperboard, Maximize, PanelLeft } from 'lucide-react';
import { useStore } from 'zustand';
import { createVideoAddress } from '../../seek/video-address.ts';
import { Button, IconButton } from '../design/button.tsx';
import { useKeyOf } from '../design/command-keys.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { cx } from '../design/cx.ts';
import { EmptyState } from '../design/empty-state.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { Keys } from '../design/keys.tsx';
import { Region } from '../design/region.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { toggleFullScreen } from '../model/full-screen.ts';
import { tellError } from '../model/notices.ts';
import { saveSnapshot } from '../model/snapshot.ts';
import { playbackStore, viewStore, workbenchStore } from '../model/stores.ts';
import { OpenVideoView } from './open-video-view.tsx';
import { Opening } from './opening.tsx';
import css from './player-panel.module.css';
import { VideoTitle } from './video-title.tsx';

interface PlayerPanelProps {
  isLibraryHidden: boolean;
}

/** The centre of the window: picture, timeline and transport of the chosen video. */
export function PlayerPanel({ isLibraryHidden }: PlayerPanelProps) {
  const { client } = useWorkbench();
  const video = useStore(playbackStore, (state) => state.video);
  const isLarge = useStore(viewStore, (state) => state.isPictureLarge);
  const title = (
    <>
      {isLibraryHidden && (
        <IconButton
          label="Show the library"
          command="library"
          className={css.libraryButton}
          onClick={showLibrary}
        >
          <PanelLeft size={15} aria-hidden />
        </IconButton>
      )}
      <VideoTitle />
    </>
  );
  return (
    <Region name="Player" title={title} actions={<Actions />} className={cx(isLarge && css.large)}>
      {video.phase === 'none' && <NothingChosen isLibraryHidden={isLibraryHidden} />}
      {video.phase === 'opening' && <Opening name={video.name} progress={video.progress} />}
      {video.phase === 'failed' && (
        <div className={css.failed} role="alert">
          <ErrorNote error={video.error} />
          <Button onClick={() => client.openVideo(video.name)}>Try again</Button>
        </div>
      )}
      {video.phase === 'open' && <OpenVideoView key={video.name} {...video} />}
    </Region>
  );
}

function NothingChosen({ isLibraryHidden }: PlayerPanelProps) {
  const key = useKeyOf('show-keys');
  return (
    <EmptyState icon={Clapperboard} title="Choose a video to seek in">
      Its heads, its injected prefix and its times appear beside it.{' '}
      {key && (
        <>
          <Keys keys={key} /> shows the keys.
        </>
      )}
      {isLibraryHidden && (
        <Button className={css.chooseButton} onClick={showLibrary}>
          Choose from the library
        </Button>
      )}
    </EmptyState>
  );
}

const showLibrary = () => viewStore.setState({ isLibraryOpen: true });

/** What can be done with the picture, and with its address. */
function Actions() {
  const isPlayable = useStore(
    playbackStore,
    ({ video }) => video.phase === 'open' && video.facts.isPlayable,
  );
  return (
    <>
      {isPlayable && (
        <>
          <IconButton
            label="Save the picture"
            command="snapshot"
            onClick={() => void saveSnapshot().catch(tellError)}
          >
            <Camera size={15} aria-hidden />
          </IconButton>
          <IconButton label="Full screen" command="full-screen" onClick={toggleFullScreen}>
            <Maximize size={15} aria-hidden />
          </IconButton>
        </>
      )}
      <CopyAddress />
    </>
  );
}

/** For curl, VLC or a phone: the address of the open video on the reproxy, or on the relay. */
function CopyAddress() {
  const video = useStore(playbackStore, (state) => state.video);
  const reproxyUrl = useStore(workbenchStore, ({ system }) => system?.reproxy.url);
  if (video.phase !== 'open' || reproxyUrl === undefined) return null;
  const address = createVideoAddress(reproxyUrl, () => video);
  return <CopyButton label="Copy the video’s address" text={address(0)} />;
}
