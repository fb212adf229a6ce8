declare module 'write-file-atomic' {
  /** Writes the whole file or leaves the former one as it was. */
  export default function writeFileAtomic(file: string, data: string, options?: { mode?: number }): Promise<void>;
}
