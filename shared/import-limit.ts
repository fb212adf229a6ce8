/** A larger file is not one of environments: 10,000 of them need about as much. */
export const largestImportBytes = 16 * 1024 * 1024;
