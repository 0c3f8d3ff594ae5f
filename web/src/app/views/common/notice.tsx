import type { Notice } from '../../shared/told';

/** What went wrong, where, and what to do; announced at once. */
export function NoticeBox({ notice, onDismiss }: { notice: Notice; onDismiss?: () => void }) {
  const { tone, title, text, place, remedy } = notice;
  return (
    <div class={`notice ${tone}`} role="alert">
      <p class="notice-title">{title}</p>
      {place && (
        <p class="notice-place">
          <bdi>{place}</bdi>
        </p>
      )}
      <p>
        <bdi>{text}</bdi>
      </p>
      {remedy && <p>{remedy}</p>}
      {onDismiss && (
        <button type="button" class="quiet" onClick={onDismiss}>
          Close this message
        </button>
      )}
    </div>
  );
}
