import { useText } from "./i18n";
import { Close } from "./icons";
import { announced, dismiss, notices } from "./notices";
import { useStore } from "./store";

export function Notices() {
  const t = useText();
  const shown = useStore(notices);
  const sentence = useStore(announced);
  return (
    <>
      <section className="notices" aria-label={t.notices} role="status">
        {shown.map((notice) => (
          <div key={notice.id} className="notice">
            <p>{notice.text}</p>
            {notice.action ? (
              <button
                type="button"
                className="text-button"
                onClick={() => {
                  dismiss(notice.id);
                  notice.action!.run();
                }}
              >
                {notice.action.label}
              </button>
            ) : null}
            <button type="button" className="icon-button small" aria-label={t.dismiss} title={t.dismiss} onClick={() => dismiss(notice.id)}>
              <Close size={16} />
            </button>
          </div>
        ))}
      </section>
      <div className="unseen" aria-live="polite">
        {sentence}
      </div>
    </>
  );
}
