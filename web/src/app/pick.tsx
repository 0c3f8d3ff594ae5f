import type { ComponentChildren } from 'preact';

/** A button that asks for files: a real file input, dressed. */
export function Pick({ multiple, children, onFiles, class: look }: {
  multiple?: boolean;
  children: ComponentChildren;
  onFiles: (files: File[]) => void;
  class: string;
}) {
  return (
    <label class={`${look} pick`}>
      <input
        type="file"
        class="unseen"
        multiple={multiple ?? false}
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          // Emptied, so that the same file can be picked again after it was mended.
          input.value = '';
          onFiles(files);
        }}
      />
      {children}
    </label>
  );
}
