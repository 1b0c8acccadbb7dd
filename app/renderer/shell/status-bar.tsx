import { Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import { useStore } from 'zustand';
import type { CommandId } from '../../contract/commands.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SystemStatus } from '../../contract/system.ts';
import { formatCount } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { cx } from '../design/cx.ts';
import { Toggle } from '../design/toggle.tsx';
import { FaultsDialog } from '../faults/faults-dialog.tsx';
import { FaultsSign } from '../faults/faults-sign.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import { SessionsDialog } from '../sessions/sessions-dialog.tsx';
import { PaceMenu } from './pace-menu.tsx';
import { ServersDialog } from './servers-dialog.tsx';
import css from './status-bar.module.css';
import { TargetMenu, useExternalTarget } from './target-menu.tsx';

const themes = {
  system: { icon: Monitor, label: 'Theme: as the system' },
  dark: { icon: Moon, label: 'Theme: dark' },
  light: { icon: Sun, label: 'Theme: light' },
} satisfies Record<Settings['theme'], unknown>;

/** Who is asked, which of the embedded parts are up, and where the reproxy listens. */
export function StatusBar() {
  const { commands } = useWorkbench();
  const theme = useStore(workbenchStore, ({ settings }) => settings.theme);
  const isOpen = useStore(workbenchStore, ({ connection }) => connection.phase === 'open');
  const { icon: ThemeIcon, label } = themes[theme];
  const run = (id: CommandId) => commands.find((command) => command.id === id)?.run();
  return (
    <section className={css.bar} aria-label="Target and embedded system">
      <Parts />
      <div className={css.right}>
        <SessionsDialog isDisabled={!isOpen} />
        <IconButton label={label} command="theme" onClick={() => run('theme')}>
          <ThemeIcon size={14} aria-hidden />
        </IconButton>
        <IconButton label="Keys" command="show-keys" onClick={() => run('show-keys')}>
          <Keyboard size={15} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

function Parts() {
  const system = useStore(workbenchStore, (state) => state.system);
  const isOpen = useStore(workbenchStore, ({ connection }) => connection.phase === 'open');
  const isExternal = useExternalTarget() !== null;
  if (system === null) {
    return <span className={css.waiting}>{isOpen ? 'Loading' : 'Connecting to Seeklab'}</span>;
  }
  return (
    <>
      <span className={css.target}>
        {!isExternal && <Dot isUp={isOpen ? system.reproxy.isUp : null} />}
        <TargetMenu system={system} isDisabled={!isOpen} />
      </span>
      <FaultsSign />
      <FaultsDialog />
      <Part name="application" part={system.application} isConnected={isOpen} />
      <Part name="storage" part={system.storage} isConnected={isOpen} />
      {system.application.isEmbedded && (
        <PaceMenu configuration={system.configuration} isDisabled={!isOpen} />
      )}
      <ServersDialog configuration={system.configuration} isDisabled={!isOpen} />
      {system.mogile && <MogileState mogile={system.mogile} isConnected={isOpen} />}
      <span className={css.reproxy}>
        Reproxy <code className={css.url}>{system.reproxy.url}</code>
        <CopyButton label="Copy the reproxy’s address" text={system.reproxy.url} />
      </span>
    </>
  );
}

interface PartProps {
  name: 'application' | 'storage';
  part: SystemStatus['application'];
  isConnected: boolean;
}

/** An embedded part with its switch, or the address of the user's own server. */
function Part({ name, part, isConnected }: PartProps) {
  const { client } = useWorkbench();
  const title = name === 'application' ? 'Application' : 'Storage';
  if (!part.isEmbedded) {
    return (
      <span className={css.part}>
        {title} <code className={css.url}>{part.url}</code>
      </span>
    );
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Toggle brings its own input.
    <label
      className={css.part}
      title={`${title} at ${part.url}: switch it off to see what players do without it`}
    >
      <Toggle
        label={title}
        isOn={part.isUp}
        isDisabled={!isConnected}
        onChange={(isOn) => void client.switchPart(name, isOn)}
      />
      {title}
      <span className={cx(css.state, isConnected && !part.isUp && css.down)}>
        {isConnected ? (part.isUp ? 'up' : 'down') : 'unknown'}
      </span>
    </label>
  );
}

interface MogileStateProps {
  mogile: NonNullable<SystemStatus['mogile']>;
  isConnected: boolean;
}

function MogileState({ mogile, isConnected }: MogileStateProps) {
  const { trackers, domain, keyCount, isWhole, error } = mogile;
  const count = `${formatCount(keyCount)}${isWhole ? '' : '+'} ${keyCount === 1 ? 'key' : 'keys'}`;
  return (
    <span className={css.part} title={error ? error.message : `Trackers ${trackers.join(', ')}`}>
      <Dot isUp={isConnected ? error === null : null} />
      MogileFS {domain}
      <span className={cx(css.state, error !== null && css.down)}>
        {error ? error.code : count}
      </span>
    </span>
  );
}

/** Null: nobody can tell, as long as the workbench cannot be reached. */
function Dot({ isUp }: { isUp: boolean | null }) {
  const look = isUp === null ? css.dotUnknown : !isUp && css.dotDown;
  return <span className={cx(css.dot, look)} aria-hidden />;
}
