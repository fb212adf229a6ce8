const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no right to',
  EBUSY: 'another program keeps it open',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file stands where a folder is needed',
  EFBIG: 'the file would be larger than the system allows',
  EIO: 'the disk reports a fault',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where a folder is needed',
  EPERM: 'this user has no right to',
  EROFS: 'the disk is read-only',
};

/** The error code of the operating system, or null for any other error. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Why a file could not be read or written, to be put behind a colon. */
export function fileErrorReason(error: unknown): string {
  const code = fileErrorCode(error);
  return (code !== null && reasons[code]) || (code ?? 'the reason is not known');
}
