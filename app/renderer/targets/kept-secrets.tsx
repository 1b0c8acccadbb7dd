import { Toggle } from '../design/toggle.tsx';
import css from './targets.module.css';

interface KeptSecretsProps {
  /** The other server, `http://host:port`. */
  server: string;
  mayGo: boolean;
  onChange: (mayGo: boolean) => void;
}

/** Says that values which nobody is shown would go to another server, and asks whether they may. */
export function KeptSecrets({ server, mayGo, onChange }: KeptSecretsProps) {
  return (
    <div className={css.warning}>
      <p role="status">
        What stays masked was given for another server than {server || 'this'}. Type it anew, or say
        that it may go there.
      </p>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: Toggle brings its own input. */}
      <label className={css.switch}>
        <Toggle label="Send it to the new server" isOn={mayGo} onChange={onChange} />
        Send it to the new server
      </label>
    </div>
  );
}
