package io.syncpulse.tool;

import picocli.CommandLine.Command;

@Command(
    name = "report",
    description = "Make reports from the job history.",
    subcommands = ReportCapacityCommand.class)
final class ReportCommand {}
