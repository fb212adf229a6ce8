import { useEffect, useRef } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { askForBundle, closeBundle, useViewing } from './viewing.ts';
import logs from '../logs.module.css';

/** The head of what is shown instead of the steps, with the way back. */
export function Heading({ children }: { children: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  const opened = useViewing((state) => state.opened !== null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className={logs.top}>
      <Button size="small" icon={<ArrowLeftRegular />} onClick={closeBundle}>
        Back to the steps
      </Button>
      <h2 ref={title} tabIndex={-1}>
        {children}
      </h2>
      {opened && (
        <Button size="small" onClick={askForBundle}>
          Open another bundle
        </Button>
      )}
    </div>
  );
}
