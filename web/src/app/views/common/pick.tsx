import type { ComponentChildren } from 'preact';
import type { ChosenFile } from '../../../worker/protocol';
import { chosenFiles } from '../../shared/chosen';

/** A button that asks for files, or for a folder of them: a real file input, dressed. */
export function Pick({ multiple, folder, children, onFiles, class: look }: {
  multiple?: boolean;
  folder?: boolean;
  children: ComponentChildren;
  onFiles: (files: ChosenFile[]) => void;
  class: string;
}) {
  return (
    <label class={`${look} pick`}>
      <input
        type="file"
        class="unseen"
        multiple={multiple ?? false}
        ref={(input) => {
          if (input) input.webkitdirectory = folder ?? false;
        }}
        onChange={(event) => {
          const input = event.currentTarget;
          const files = chosenFiles([...(input.files ?? [])]);
          // Emptied, so that the same file can be picked again after it was mended.
          input.value = '';
          onFiles(files);
        }}
      />
      {children}
    </label>
  );
}
