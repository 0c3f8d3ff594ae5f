import type { ChosenFile } from '../../worker/protocol';

/** Hidden files, and what a Mac adds for itself, are nothing that a person means. */
function isMeant(path: string): boolean {
  return !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** Gives files of one name names of their own: "a.csv", "a.csv (2)". */
function apart(files: ChosenFile[]): ChosenFile[] {
  const times = new Map<string, number>();
  return files.map((one) => {
    const time = (times.get(one.path) ?? 0) + 1;
    times.set(one.path, time);
    return time === 1 ? one : { ...one, path: `${one.path} (${time})` };
  });
}

/** Files from a file input; those of a folder carry its name. */
export function chosenFiles(files: File[]): ChosenFile[] {
  const chosen = files.map((file) => {
    const path = file.webkitRelativePath || file.name;
    return { file, path, found: path !== file.name };
  });
  return apart(chosen.filter(({ path, found }) => !found || isMeant(path)));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A folder hands its entries out some at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((one, other) => (one.name < other.name ? -1 : 1));
    all.push(...some);
  }
}

async function filesIn(entry: FileSystemEntry, path: string, found: boolean): Promise<ChosenFile[]> {
  if (found && !isMeant(entry.name)) return [];
  if (entry.isFile) return [{ file: await fileOf(entry as FileSystemFileEntry), path, found }];
  const files: ChosenFile[] = [];
  for (const inside of await entriesOf(entry as FileSystemDirectoryEntry)) {
    files.push(...await filesIn(inside, `${path}/${inside.name}`, true));
  }
  return files;
}

/** What was dropped, and all files in the folders that were. To be called in the drop's own event. */
export async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const files = [...transfer.files];
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  // Where the browser knows no entries, there are no folders either.
  if (entries.length === 0 || entries.some((entry) => !entry)) return chosenFiles(files);
  const chosen: ChosenFile[] = [];
  for (const entry of entries) {
    if (entry) chosen.push(...await filesIn(entry, entry.name, false));
  }
  return apart(chosen);
}
