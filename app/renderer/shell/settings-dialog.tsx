import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Settings } from '../../contract/settings.ts';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { Segmented } from '../design/segmented.tsx';
import { Toggle } from '../design/toggle.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import { KeySettings } from './key-settings.tsx';
import css from './settings-dialog.module.css';

/** What the user prefers, kept between runs. */
export function SettingsDialog() {
  const isOpen = useStore(viewStore, (state) => state.isSettingsOpen);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(isSettingsOpen) => viewStore.setState({ isSettingsOpen })}
    >
      <DialogPopup title="Settings" width={600}>
        <div className={css.content}>
          <General />
          <KeySettings />
        </div>
      </DialogPopup>
    </Dialog.Root>
  );
}

const themes: readonly { value: Settings['theme']; text: string }[] = [
  { value: 'system', text: 'As the system' },
  { value: 'dark', text: 'Dark' },
  { value: 'light', text: 'Light' },
];

const accuracies: readonly { value: Settings['seekAccuracy']; text: string }[] = [
  { value: 'keyframe', text: 'Keyframe' },
  { value: 'exact', text: 'Exact frame' },
];

function General() {
  const { client } = useWorkbench();
  const { theme, seekAccuracy, isAssisted } = useStore(workbenchStore, (state) => state.settings);
  const change = (patch: Partial<Settings>) => void client.changeSettings(patch);
  return (
    <section className={css.general} aria-label="General">
      <Field name="Theme">
        <Segmented
          label="Theme"
          value={theme}
          options={themes}
          onChange={(value) => change({ theme: value })}
        />
      </Field>
      <Field name="Seeks show">
        <Segmented
          label="Seeks show"
          value={seekAccuracy}
          options={accuracies}
          onChange={(value) => change({ seekAccuracy: value })}
        />
      </Field>
      <Field name="Assistance" help="Off: what a plain player makes of the bytes as they came.">
        <Toggle
          label="Assistance in seeks"
          isOn={isAssisted}
          onChange={(isOn) => change({ isAssisted: isOn })}
        />
      </Field>
    </section>
  );
}

function Field({ name, help, children }: { name: string; help?: string; children: ReactNode }) {
  return (
    <div className={css.field}>
      <span>{name}</span>
      {help && <span className={css.help}>{help}</span>}
      <div className={css.control}>{children}</div>
    </div>
  );
}
