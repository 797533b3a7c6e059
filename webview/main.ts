import { App } from "./app/app";
import { registerControls } from "./chrome/toolkit";
import { addStyles, connectHost } from "./host/host";
import { styles } from "./style/styles";

const root = document.getElementById("app");
if (!root) throw new Error('The page has no element "app"');
addStyles(styles);
registerControls();
new App(connectHost()).start(root);
