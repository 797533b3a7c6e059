/** A file that cannot be opened, read or written: its path, and the reason for the user. */
export class FileError extends Error {
  constructor(
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "FileError";
  }

  /** The system's error code, such as "ENOSPC"; undefined when the system did not cause the error. */
  get code(): string | undefined {
    return (this.cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no file ${path}`,
  ENOTDIR: (path) => `there is no file ${path}: a part of the path is not a folder`,
  EEXIST: (path) => `there is a file ${path} already`,
  EISDIR: (path) => `${path} is a folder, not a file`,
  EACCES: (path) => `no permission for ${path}`,
  EPERM: (path) => `no permission for ${path}`,
  EROFS: (path) => `${path} is on a read-only file system`,
  ENOSPC: (path) => `no space left on the disk for ${path}`,
  EDQUOT: (path) => `the disk quota is used up; ${path} cannot be written`,
  ENAMETOOLONG: (path) => `the path is too long: ${path}`,
  ELOOP: (path) => `the links of ${path} form a circle`,
  EMFILE: (path) => `too many files are open to open ${path}`,
  ENFILE: (path) => `too many files are open on this machine to open ${path}`,
  EFBIG: (path) => `${path} would become too large for its disk, or for the limit on files (ulimit -f)`,
  EIO: (path) => `the disk reports an error at ${path}`,
  ESTALE: (path) => `the server no longer knows ${path}`,
  EBUSY: (path) => `another program has ${path} open`,
};

/** The reason why the system refused an operation on `path`, for the user. */
export function reasonOf(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  return reason ? reason(path) : `${path}: ${message}`;
}
