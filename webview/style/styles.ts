/** The style sheets, each beside the code it styles. */
import page from "../app/page.css";
import table from "../app/table.css";
import dialog from "../chrome/dialog.css";
import elements from "../chrome/elements.css";
import header from "../chrome/header.css";
import menu from "../chrome/menu.css";
import notice from "../chrome/notice.css";
import ratesBar from "../chrome/rates-bar.css";
import toolbar from "../chrome/toolbar.css";
import card from "../interactions/card.css";
import plot from "../plots/plot.css";
import base from "./base.css";

/** All style sheets in one text, general ones first. */
export const styles = [base, elements, header, notice, page, toolbar, plot, ratesBar, card, menu, dialog, table].join(
  "",
);
