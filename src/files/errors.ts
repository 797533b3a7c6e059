/** A file that cannot be opened, read or written: which one, and why, in words for people. */
export class FileError extends Error {
  constructor(
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "FileError";
  }

  /** The system's code of the failure, such as "ENOSPC"; undefined when it was not the system that refused. */
  get code(): string | undefined {
    return (this.cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no file ${path}`,
  ENOTDIR: (path) => `there is no file ${path}: a part of the path is not a folder`,
  EISDIR: (path) => `${path} is a folder, not a file`,
  EACCES: (path) => `no permission for ${path}`,
  EPERM: (path) => `no permission for ${path}`,
  EROFS: (path) => `${path} is on a read-only file system`,
  ENOSPC: (path) => `no space left on the disk for ${path}`,
  EDQUOT: (path) => `the disk quota is used up; ${path} cannot be written`,
  ENAMETOOLONG: (path) => `the path is too long: ${path}`,
  ELOOP: (path) => `the links of ${path} form a circle`,
  EMFILE: (path) => `too many files are open to open ${path}`,
};

/** Why the system refused something about `path`, in words for people. */
export function reasonOf(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  return reason ? reason(path) : `${path}: ${message}`;
}
