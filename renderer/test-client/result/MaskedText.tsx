import { Fragment, type ReactNode } from 'react';
import { partsOf } from '../../../shared/client/masked-text.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { useRevealing } from './reveal.ts';
import evidence from '../../evidence/evidence.module.css';
import styles from './result.module.css';

/** A text of an attempt; in the place of each secret stands a button that shows it. */
export function MaskedText({ text }: { text: string }) {
  const { shown, reveal, hide } = useRevealing();
  return partsOf(text).map((part, index) => {
    // The parts of a text never change their order.
    if ('text' in part) return <Fragment key={`text ${index}`}>{visibleText(part.text)}</Fragment>;
    const { mask, what } = part;
    const name = what.replaceAll('_', ' ');
    const isShown = shown?.mask === mask;
    return (
      <button
        key={`mask ${index}`}
        type="button"
        className={isShown ? styles.revealed : styles.masked}
        aria-label={isShown ? `Hide the ${name}` : `Reveal the ${name}`}
        title={isShown ? `Hide the ${name}` : `Reveal the ${name}`}
        onClick={() => (isShown ? hide() : reveal(mask))}
      >
        {isShown ? shown.value : `${name} ••••••`}
      </button>
    );
  });
}

interface RawProps {
  title: string;
  text: string;
  /** More that can be done with it. */
  children?: ReactNode;
}

/** Raw text of an exchange. What is copied holds markers in the place of secrets. */
export function Raw({ title, text, children }: RawProps) {
  return (
    <div className={`${evidence.raw} ${styles.raw}`}>
      <div className={evidence.rawTitle}>
        <h3 className={styles.rawTitle}>{title}</h3>
        <span className={styles.rawActions}>
          {children}
          <CopyButton label={`Copy the ${title.toLowerCase()}`} text={() => text} />
        </span>
      </div>
      <pre tabIndex={0} role="region" aria-label={title}>
        <MaskedText text={text} />
      </pre>
    </div>
  );
}
