import { useText } from "../ui/i18n";

export default function WorkbenchPage() {
  const t = useText();
  return <main className="page" id="page"><h1>{t.nav.workbench}</h1></main>;
}
