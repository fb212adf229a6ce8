const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  ps1: 'text/plain',
  sh: 'text/plain',
  txt: 'text/plain',
};

/** Offers a text as a download and says where it goes. */
export function download(name: string, text: string): string {
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `${name}, which the browser saves where it saves downloads`;
}
