package io.syncpulse.tool;

import picocli.CommandLine.Command;

@Command(
    name = "keys",
    description = "Make, list and revoke the keys of the endpoint.",
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class})
final class KeysCommand {}
