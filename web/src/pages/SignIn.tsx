import { useState } from "react";

import { meet } from "../api/server";
import { OwnError, signIn } from "../api/own";
import { useText } from "../ui/i18n";
import { Mark } from "../ui/icons";

/** Asks for the key. The page behind it stays as it is: nothing that was typed is lost when a session ends. */
export function SignIn() {
  const t = useText();
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    try {
      await signIn(key.trim());
      await meet();
    } catch (thrown) {
      setWrong(thrown instanceof OwnError && thrown.failure.kind === "session" ? t.signIn.wrong : t.signIn.failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="sign-in" role="dialog" aria-modal="true" aria-labelledby="sign-in-title">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Mark size={36} />
        <h1 id="sign-in-title">{t.signIn.title}</h1>
        <p>{t.signIn.text}</p>
        <label className="field">
          <span>{t.signIn.key}</span>
          <input type="password" name="key" autoComplete="current-password" value={key} onChange={(event) => setKey(event.target.value)} autoFocus aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? "sign-in-wrong" : undefined} />
        </label>
        {wrong ? (
          <p className="wrong" id="sign-in-wrong" role="alert">
            {wrong}
          </p>
        ) : null}
        <button type="submit" className="button primary" disabled={!key.trim() || busy}>
          {t.signIn.submit}
        </button>
      </form>
    </div>
  );
}
