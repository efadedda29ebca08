import { useState } from "react";

import { base } from "../api/base";
import { server } from "../api/server";
import { Dialog } from "../ui/Dialog";
import { Formatted } from "../ui/Formatted";
import { useText } from "../ui/i18n";
import { useStore } from "../ui/store";
import { code, type CodeLanguage } from "./code";
import { type Draft, LocalFile } from "./request";

const LANGUAGES: readonly [CodeLanguage, string, string][] = [
  ["python", "Python", "python"],
  ["typescript", "TypeScript", "typescript"],
  ["curl", "cURL", "bash"],
];

/** The request that Run sends, as a program. */
export function CodeDialog({ draft, onClose }: { readonly draft: Draft; readonly onClose: () => void }) {
  const t = useText();
  const { session } = useStore(server);
  const [language, setLanguage] = useState<CodeLanguage>("python");
  const source = code(draft, language, { baseUrl: base.href.replace(/\/$/, ""), keys: session?.required === true });
  const files = draft.messages.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === "image" && block.source.type === "base64" && block.source.data instanceof LocalFile ? [block.source.data.name] : [])),
  );
  return (
    <Dialog title={t.workbench.getCode} wide onClose={onClose}>
      <div className="stack">
        <div className="row">
          <div className="segments" role="radiogroup" aria-label={t.workbench.language}>
            {LANGUAGES.map(([id, name]) => (
              <label key={id}>
                <input type="radio" name="code-language" checked={language === id} onChange={() => setLanguage(id)} />
                <span>{name}</span>
              </label>
            ))}
          </div>
        </div>
        <Formatted source={`\`\`\`\`\`${LANGUAGES.find(([id]) => id === language)![2]}\n${source}\n\`\`\`\`\``} />
        {files.length ? <p className="quiet">{t.workbench.codeFiles(files.join(", "))}</p> : null}
        {language === "python" ? <p className="quiet">pip install anthropic</p> : language === "typescript" ? <p className="quiet">npm install @anthropic-ai/sdk</p> : null}
      </div>
    </Dialog>
  );
}
