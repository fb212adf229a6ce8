import { MessageBar, MessageBarBody } from '@fluentui/react-components';

interface FailureMessageProps {
  /** A sentence; null where nothing went wrong. */
  failure: string | null;
  className?: string | undefined;
}

/** What went wrong, read out as soon as it is there. */
export const FailureMessage = ({ failure, className }: FailureMessageProps) =>
  failure !== null && (
    <MessageBar intent="error" layout="multiline" role="alert" className={className}>
      <MessageBarBody>{failure}</MessageBarBody>
    </MessageBar>
  );
