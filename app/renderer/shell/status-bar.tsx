import { Switch } from '@base-ui/react/switch';
import { Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import { useStore } from 'zustand';
import type { Settings } from '../../contract/settings.ts';
import { IconButton } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { cx } from '../design/cx.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import css from './status-bar.module.css';
import { useWorkbench } from './workbench-context.ts';

const themes = {
  system: { icon: Monitor, label: 'Theme: as the system' },
  dark: { icon: Moon, label: 'Theme: dark' },
  light: { icon: Sun, label: 'Theme: light' },
} satisfies Record<Settings['theme'], unknown>;

/** The embedded system at a glance: where it listens and which parts are up. */
export function StatusBar() {
  const { commands } = useWorkbench();
  const theme = useStore(workbenchStore, ({ settings }) => settings.theme);
  const { icon: ThemeIcon, label } = themes[theme];
  const run = (key: string) => commands.find(({ keys }) => keys.includes(key))?.run();
  return (
    <section className={css.bar} aria-label="Embedded system">
      <Parts />
      <div className={css.right}>
        <IconButton label={label} shortcut="t" onClick={() => run('t')}>
          <ThemeIcon size={14} aria-hidden />
        </IconButton>
        <IconButton
          label="Keys"
          shortcut="?"
          onClick={() => viewStore.setState({ isKeysOpen: true })}
        >
          <Keyboard size={15} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

function Parts() {
  const system = useStore(workbenchStore, (state) => state.system);
  const isOpen = useStore(workbenchStore, ({ connection }) => connection.phase === 'open');
  if (system === null) {
    return <span className={css.waiting}>{isOpen ? 'Loading' : 'Connecting to Seeklab'}</span>;
  }
  return (
    <>
      <span className={css.reproxy}>
        <Dot isUp={system.reproxy.isUp && isOpen} />
        Reproxy <code className={css.url}>{system.reproxy.url}</code>
        <CopyButton label="Copy the reproxy’s address" text={system.reproxy.url} />
      </span>
      <PartSwitch part="application" isConnected={isOpen} {...system.application} />
      <PartSwitch part="storage" isConnected={isOpen} {...system.storage} />
    </>
  );
}

interface PartSwitchProps {
  part: 'application' | 'storage';
  isUp: boolean;
  isConnected: boolean;
  url: string;
}

function PartSwitch({ part, isUp, isConnected, url }: PartSwitchProps) {
  const { session } = useWorkbench();
  const name = part === 'application' ? 'Application' : 'Storage';
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Switch.Root brings its own input.
    <label className={css.part} title={`${name} at ${url}: switch it off to see what players do`}>
      <Switch.Root
        className={css.switch}
        checked={isUp}
        disabled={!isConnected}
        aria-label={name}
        onCheckedChange={(isOn) => void session.switchPart(part, isOn)}
      >
        <Switch.Thumb className={css.thumb} />
      </Switch.Root>
      {name}
      <span className={cx(css.state, !isUp && css.down)}>{isUp ? 'up' : 'down'}</span>
    </label>
  );
}

function Dot({ isUp }: { isUp: boolean }) {
  return <span className={cx(css.dot, !isUp && css.dotDown)} aria-hidden />;
}
