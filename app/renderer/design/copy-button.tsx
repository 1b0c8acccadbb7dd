import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { tell } from '../model/notices.ts';
import { Button, IconButton } from './button.tsx';

interface CopyButtonProps {
  /** What the button is called: `Copy head`. */
  label: string;
  text: string | (() => string);
  /** Words on the button instead of an icon alone. */
  isWordy?: boolean;
}

/** Copies text; for a moment it shows that it did. */
export function CopyButton({ label, text, isWordy = false }: CopyButtonProps) {
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setIsDone(false), 1500);
    return () => clearTimeout(timer);
  }, [isDone]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setIsDone(true);
      tell('Copied.');
    } catch {
      tell('The browser did not allow copying.');
    }
  };

  const icon = isDone ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />;
  if (!isWordy) {
    return (
      <IconButton label={label} onClick={copy}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button look="plain" onClick={copy}>
      {icon}
      {label}
    </Button>
  );
}
