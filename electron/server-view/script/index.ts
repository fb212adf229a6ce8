import type { ScriptShell } from '../../../shared/server-view.ts';
import { powerShellScript } from './powershell.ts';
import { shellScript } from './shell.ts';
import { targetOf } from './target.ts';

export interface ServerScript {
  fileName: string;
  text: string;
  /** How the saved file is run. */
  command: string;
  /** The base address that it looks at. */
  address: string;
}

/**
 * The script that looks at an Identity Service from the machine on which it is run. The address alone is filled in, without
 * credentials, so it holds no secret. Throws a UserError `identity-service-url-missing`.
 */
export function serverScript(shell: ScriptShell, identityServiceUrl: string | null): ServerScript {
  const target = targetOf(identityServiceUrl);
  const { address } = target;
  if (shell === 'sh') {
    const fileName = 'look-from-creatio-server.sh';
    return { fileName, text: shellScript(target), command: `sh ${fileName}`, address };
  }
  const fileName = 'look-from-creatio-server.ps1';
  const command = `powershell -NoProfile -ExecutionPolicy Bypass -File .\\${fileName}`;
  return { fileName, text: powerShellScript(target), command, address };
}
