import { useEffect, useState } from 'react';
import type { TokenView } from '../../../shared/token-view/index.ts';
import { consoleApi, settled } from '../../api.ts';
import { showError } from '../../store/notices.ts';

/** What a token says, read by the main process; null until it is known. */
export function useTokenView(tokenId: string): TokenView | null {
  const [read, setRead] = useState<{ of: string; view: TokenView } | null>(null);
  useEffect(() => {
    let gone = false;
    void settled(consoleApi().client.readToken({ tokenId })).then((reply) => {
      if (gone) return;
      if (reply.ok) setRead({ of: tokenId, view: reply.value });
      else showError(reply.error);
    });
    return () => {
      gone = true;
    };
  }, [tokenId]);
  return read?.of === tokenId ? read.view : null;
}
