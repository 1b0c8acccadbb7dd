import { RotateCcw } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { OwnKeys } from '../../contract/command-keys.ts';
import { type CommandId, commandGroups } from '../../contract/commands.ts';
import { Button, IconButton } from '../design/button.tsx';
import { CommandKeys } from '../design/command-keys.ts';
import { Keys } from '../design/keys.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { Command } from '../model/commands.ts';
import { keyRefusal, ownerOf, withKey, withoutOwn } from '../model/own-keys.ts';
import { workbenchStore } from '../model/stores.ts';
import { keyName } from './key-name.ts';
import css from './settings-dialog.module.css';

/** A command that waits for its key, and what stands in the way of the one that was pressed. */
interface Waiting {
  id: CommandId;
  pressed: { key: string; words: string; isFree: boolean } | null;
}

/** Which key does what, and a way to change it. */
export function KeySettings() {
  const { client, commands } = useWorkbench();
  const own = useStore(workbenchStore, ({ settings }) => settings.keys);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const keep = (keys: OwnKeys) => {
    setWaiting(null);
    void client.changeSettings({ keys: copyOf(keys) });
  };
  const press = (id: CommandId, key: string) => {
    const refusal = keyRefusal(key);
    const owner = ownerOf(own, key, id);
    if (refusal) setWaiting({ id, pressed: { key, words: refusal, isFree: false } });
    else if (!owner) keep(withKey(own, id, key));
    else {
      const words = `${owner.label} has this key.`;
      setWaiting({ id, pressed: { key, words, isFree: !owner.isFixed } });
    }
  };
  useNextKey(waiting?.pressed === null ? waiting.id : null, press, () => setWaiting(null));

  return (
    <section className={css.keysPart} aria-label="Keys">
      <header className={css.keysBar}>
        <h3>Keys</h3>
        <Button disabled={Object.keys(own).length === 0} onClick={() => keep({})}>
          Reset all keys
        </Button>
      </header>
      {commandGroups.map((group) => (
        <ul key={group} className={css.keyList} aria-label={group}>
          {commands
            .filter((command) => command.group === group && !command.isFixed)
            .map((command) => (
              <KeyItem
                key={command.id}
                command={command}
                isOwn={own[command.id] !== undefined}
                waiting={waiting?.id === command.id ? waiting : null}
                onWait={() => setWaiting({ id: command.id, pressed: null })}
                onGiveUp={() => setWaiting(null)}
                onTake={(key) => keep(withKey(own, command.id, key))}
                onReset={() => keep(withoutOwn(own, command.id))}
              />
            ))}
        </ul>
      ))}
    </section>
  );
}

interface KeyItemProps {
  command: Command;
  isOwn: boolean;
  waiting: Waiting | null;
  onWait: () => void;
  onGiveUp: () => void;
  /** @param key null: it shall have none */
  onTake: (key: string | null) => void;
  onReset: () => void;
}

function KeyItem({ command, isOwn, waiting, onWait, onGiveUp, onTake, onReset }: KeyItemProps) {
  const { id, label } = command;
  const keys = useContext(CommandKeys).get(id) ?? [];
  const pressed = waiting?.pressed ?? null;
  return (
    <li className={css.keyItem}>
      <span className={css.keyName}>{label}</span>
      <span className={css.keyCaps}>
        {keys.map((key) => (
          <Keys key={key} keys={key} />
        ))}
        {keys.length === 0 && <span className={css.help}>none</span>}
      </span>
      {isOwn && waiting === null && (
        <IconButton label={`Reset the key of ${label}`} onClick={onReset}>
          <RotateCcw size={13} aria-hidden />
        </IconButton>
      )}
      <Button
        aria-label={waiting ? `Leave the key of ${label}` : `Change the key of ${label}`}
        onClick={waiting ? onGiveUp : onWait}
      >
        {waiting ? 'Leave it' : 'Change'}
      </Button>
      <div className={css.keyAnswer} role="status">
        {waiting && (
          <>
            <span>
              {pressed ? (
                <>
                  <Keys keys={pressed.key} /> {pressed.words}
                </>
              ) : (
                'Press a key.'
              )}
            </span>
            {pressed?.isFree && <Button onClick={() => onTake(pressed.key)}>Take it</Button>}
            {pressed && <Button onClick={onWait}>Another key</Button>}
            {!pressed && <Button onClick={() => onTake(null)}>No key</Button>}
          </>
        )}
      </div>
    </li>
  );
}

const heldKeys = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/** The next key that is pressed is the command's, and nobody else's; Escape gives up. */
function useNextKey(
  id: CommandId | null,
  onKey: (id: CommandId, key: string) => void,
  onGiveUp: () => void,
): void {
  useEffect(() => {
    if (id === null) return;
    const listening = new AbortController();
    const listen = (event: KeyboardEvent) => {
      if (heldKeys.has(event.key) || event.repeat) return;
      // Tab still leads to the buttons beside it.
      if (event.key === 'Tab') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      listening.abort();
      if (event.key === 'Escape') onGiveUp();
      else onKey(id, keyName(event));
    };
    window.addEventListener('keydown', listen, { capture: true, signal: listening.signal });
    return () => listening.abort();
  });
}

const copyOf = (keys: OwnKeys) =>
  Object.fromEntries(Object.entries(keys).map(([id, each]) => [id, [...each]]));
