import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import type { ProfileView } from '../../../shared/contract.ts';
import { pathPrefixOf } from '../../../shared/profile.ts';
import type { AddressField } from './draft.ts';
import { Line } from './Line.tsx';
import type { RequestFormState } from './use-request-form.ts';
import styles from './request.module.css';

interface FurtherEndpointsProps {
  form: RequestFormState;
  address: (field: AddressField) => ReactNode;
}

/** Where the server says what else it offers, and the endpoints of what is done with a token later. */
export function FurtherEndpoints({ form, address }: FurtherEndpointsProps) {
  const { draft, change, profile } = form;
  return (
    <details className={styles.more}>
      <summary>Discovery and further endpoints</summary>
      <div>
        {address('discoveryUrl')}
        <div className={styles.row}>
          <Button size="small" onClick={() => form.act({ kind: 'discover' }, ['discoveryUrl'])}>
            Read it and fill in the endpoints
          </Button>
          {draft.direction === 'creatio' &&
            documentsOf(profile).map(({ of, url }) => (
              <Button key={of} size="small" appearance="subtle" onClick={() => change({ discoveryUrl: url })}>
                That of {of}
              </Button>
            ))}
        </div>
        {draft.direction === 'creatio' && address('revocationUrl')}
        {address('introspectionUrl')}
        {draft.grant !== 'device_code' && address('deviceAuthorizationUrl')}
        <Line
          name="issuer"
          label="Issuer"
          hint="Compared with the one that the browser brings back."
          value={draft.issuer}
          onType={(issuer) => change({ issuer })}
        />
      </div>
    </details>
  );
}

const documentPath = '/.well-known/openid-configuration';

/** Where the documents of an environment are: Creatio has one of its own from 8.3 on, for the authorization code. */
function documentsOf({ identityServiceUrl, creatioUrl, platform }: ProfileView): { of: string; url: string }[] {
  const prefix = platform === 'auto' ? pathPrefixOf['net-framework'] : pathPrefixOf[platform];
  return [
    ...(identityServiceUrl === null
      ? []
      : [{ of: 'the Identity Service', url: `${identityServiceUrl}${documentPath}` }]),
    { of: 'Creatio (8.3 and later)', url: `${creatioUrl}${prefix}${documentPath}` },
  ];
}
