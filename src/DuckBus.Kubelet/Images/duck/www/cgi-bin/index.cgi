#!/bin/sh
# Says which pod answers and on which node: a page for a browser, one line for everybody else.
pod=${POD_NAME:-$(hostname)}
node=${NODE_NAME:-a node that did not say its name}
case $HTTP_ACCEPT in
*text/html*)
    printf 'Content-Type: text/html; charset=utf-8\r\n\r\n'
    cat <<PAGE
<!doctype html>
<html lang="en">
<title>$pod</title>
<style>
  body { font: 2rem/1.4 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; margin: 0;
         text-align: center; background: #fff7d6; color: #33291a }
  .duck { font-size: 8rem; line-height: 1 }
  b { color: #b45309 }
</style>
<div class="duck">&#x1F986;</div>
<p>Quack! I am <b>$pod</b><br>on <b>$node</b></p>
PAGE
    ;;
*)
    printf 'Content-Type: text/plain; charset=utf-8\r\n\r\n'
    echo "Quack! I am $pod on $node"
    ;;
esac
