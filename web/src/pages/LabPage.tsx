import { useText } from "../ui/i18n";

export default function LabPage() {
  const t = useText();
  return <main className="page" id="page"><h1>{t.nav.lab}</h1></main>;
}
