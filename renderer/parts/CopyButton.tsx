import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { copyText } from '../clipboard.ts';

interface CopyButtonProps {
  /** What is copied; asked for when the button is pressed. */
  text: () => string;
  /** What is copied, for those who do not see what stands beside the button. */
  label: string;
  /** Shows the label instead of the icon alone. */
  labelled?: boolean;
}

/** Copies a text and says so. */
export function CopyButton({ text, label, labelled = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      title={labelled ? undefined : copied ? 'Copied' : label}
      aria-label={labelled ? undefined : label}
      onClick={() => setCopied(copyText(text()))}
    >
      {labelled ? (copied ? 'Copied' : label) : null}
    </Button>
  );
}
