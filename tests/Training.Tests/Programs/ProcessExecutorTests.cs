using System.Security.Cryptography;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

/// <summary>Programs that behave: their input, and their reports.</summary>
public sealed class ProcessExecutorTests : IDisposable
{
    private readonly ProgramTrials _trials = new();

    public void Dispose() => _trials.Dispose();

    [Fact]
    public async Task Run_ProgramThatPrints_ReportsAndKeepsItsLog()
    {
        var host = await _trials.RunAsync(_trials.Shell(
            """echo starting; echo 'epoch=1 loss=0.5'; echo careful >&2; echo '{"epoch": 2, "loss": NaN}'; printf 'epoch=3 loss=0.25'"""));

        host.Points.Select(point => (point.Step, point.Metric, point.Value))
            .ShouldBe([(1, "loss", 0.5), (2, "loss", double.NaN), (3, "loss", 0.25)]);
        _trials.Text(LogStream.Out)
            .ShouldBe("starting\nepoch=1 loss=0.5\n{\"epoch\": 2, \"loss\": NaN}\nepoch=3 loss=0.25\n");
        _trials.Text(LogStream.Error).ShouldBe("careful\n");
    }

    [Fact]
    public async Task Run_Program_FindsItsParametersInWordsFileAndEnvironment()
    {
        _trials.Write("show.sh", """echo "$#:$1:$2"; cat "$3"; echo; echo "$TRIAL_PARAMETERS"; echo loss=1""");
        var program = new WorkloadSpec.Program(
            "show.sh", ["${env}", "bash", "${program}", "${args}", "${args_json_file}"])
        {
            Directory = _trials.Folder,
        };

        await _trials.RunAsync(ProgramTrials.Order(program, Trials.Parameters(("lr", 0.5), ("name", "a b"))));

        const string Json = """{"lr":0.5,"name":"a b"}""";
        _trials.Text(LogStream.Out).ShouldBe($"3:--lr=0.5:--name=a b\n{Json}\n{Json}\nloss=1\n");
    }

    [Fact]
    public async Task Run_Program_KnowsItsTrialAndItsShareOfTheNode()
    {
        var order = _trials.Shell(
            """
            echo "$TRIAL_ID $TRIAL_SWEEP $TRIAL_NUMBER $TRIAL_ATTEMPT $TRIAL_SEED $TRIAL_DEVICE [$TRIAL_RESUMED_STEP]"
            echo "$OMP_NUM_THREADS $MKL_NUM_THREADS gpu:$CUDA_VISIBLE_DEVICES $MODE"
            pwd; ls -d "$TRIAL_CHECKPOINT_DIR"; echo loss=1
            """);
        var program = (WorkloadSpec.Program)order.Workload;
        program = program with
        {
            Environment = program.Environment.Add("MODE", "in ${envvar:HOME}").Add("MKL_NUM_THREADS", "1")
        };

        await _trials.RunAsync(order with { Workload = program, Device = "cuda:2" });

        var lines = _trials.Text(LogStream.Out).Split('\n');
        lines[0].ShouldBe("sweep/4 sweep 4 1 7 cuda []");
        lines[1].ShouldBe($"3 1 gpu:2 in {Environment.GetEnvironmentVariable("HOME")}");
        lines[2].ShouldBe(_trials.Folder);
        lines[3].ShouldStartWith(_trials.Scratch);
    }

    /// <summary>What a program has itself comes first, wherever it is: only one without it gets ours.</summary>
    [Theory]
    [InlineData("train.py", "import experiments", "client")]
    [InlineData("experiments.py", "value = 'own'", "own")]
    [InlineData("experiments/__init__.py", "value = 'own'", "own")]
    [InlineData("libraries/experiments/__init__.py", "value = 'own'", "own")]
    [InlineData("experiments/models.py", "value = 'own'", "client own")]
    public async Task Run_PythonProgram_FindsItsOwnPackageOrElseTheClient(string file, string text, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_trials.Folder, file))!);
        _trials.Write(file, text);
        var order = _trials.Shell(
            """
            unset PYTHONSAFEPATH
            python3 -c '
            import os, sys
            sys.path.append("libraries")
            import experiments
            found = [getattr(experiments, "value", None) or ("client" if experiments.trial().number == 4 else "?")]
            if os.path.exists("experiments/models.py"):
                from experiments.models import value
                found.append(value)
            print(*found, os.environ["PYTHONPATH"])
            '
            echo loss=1
            """);
        var program = (WorkloadSpec.Program)order.Workload;
        program = program with { Environment = program.Environment.Add("PYTHONPATH", "/nothing") };

        await _trials.RunAsync(order with { Workload = program });

        var folder = Path.Combine(AppContext.BaseDirectory, "python", "node");
        _trials.Text(LogStream.Out).ShouldBe($"{expected} /nothing:{folder}\nloss=1\n");
    }

    [Fact]
    public async Task Run_LeaseOfTheCpu_ShowsNoGpu()
    {
        await _trials.RunAsync(_trials.Shell("""echo "gpu:$CUDA_VISIBLE_DEVICES:$TRIAL_DEVICE"; echo loss=1"""));

        _trials.Text(LogStream.Out).ShouldStartWith("gpu::cpu\n");
    }

    [Fact]
    public async Task Run_NodeWithAPasswordInItsEnvironment_DoesNotPassItOn()
    {
        foreach (var name in Secrets) Environment.SetEnvironmentVariable(name, "Host=x;Password=hush");
        try
        {
            await _trials.RunAsync(_trials.Shell("env; echo loss=1"));
        }
        finally
        {
            foreach (var name in Secrets) Environment.SetEnvironmentVariable(name, null);
        }

        _trials.Text(LogStream.Out).ShouldNotContain("hush");
    }

    private static readonly string[] Secrets =
        ["EXPERIMENTS_DATABASE", "DATABASE_URL", "PGPASSWORD", "PGPASSFILE", "OTEL_EXPORTER_OTLP_HEADERS",
            "EXPERIMENTS_ANY_TOKEN"];

    /// <summary>An interpreter that is asked for its version gets no more of the environment than a program.</summary>
    [Fact]
    public async Task Prepare_NodeWithAPasswordInItsEnvironment_DoesNotTellTheInterpreter()
    {
        var interpreter = _trials.Write(
            "python3", "#!/bin/sh\necho \"password: $EXPERIMENTS_DATABASE\"\n", executable: true);
        _trials.Write("train.py", "");
        Environment.SetEnvironmentVariable("EXPERIMENTS_DATABASE", "hush");
        try
        {
            var made = await _trials.PrepareAsync(
                new WorkloadSpec.Program("train.py", [interpreter, "${program}"]) { Directory = _trials.Folder });
            made.Interpreter!.Trim().ShouldBe("password:");
        }
        finally
        {
            Environment.SetEnvironmentVariable("EXPERIMENTS_DATABASE", null);
        }
    }

    [Fact]
    public async Task Run_ProgramThatPrintsASecretItWasGiven_KeepsItNeitherInTheLogNorInTheCause()
    {
        Environment.SetEnvironmentVariable("OUTER_TOKEN", "it's of the \"node\"");
        Environment.SetEnvironmentVariable("EXPERIMENTS_SECRET_outer", "of the node, too");
        var program = new WorkloadSpec.Program(
            null, ["bash", "-c", "echo \"$A_TOKEN|$B_TOKEN|$DATA|$C\"; echo \"no $B_TOKEN\" >&2; exit 3"])
        {
            Directory = _trials.Folder,
            Environment = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange<string, string>(
                StringComparer.Ordinal,
                [new("A_TOKEN", "written-out"), new("B_TOKEN", "${envvar:OUTER_TOKEN}"), new("DATA", "/data/digits"),
                    new("C", "x ${secret:outer}")]),
        };
        try
        {
            var fault = await Should.ThrowAsync<UserErrorException>(
                () => _trials.RunAsync(ProgramTrials.Order(program)));
            fault.Message.ShouldContain("no ${envvar:");
            fault.Message.ShouldNotContain("of the \"node\"");
            _trials.Text(LogStream.Out).ShouldMatch(
                @"^\$\{envvar:A_TOKEN\}\|\$\{envvar:\w+_TOKEN\}\|/data/digits\|x \$\{secret:outer\}\n\z");
        }
        finally
        {
            Environment.SetEnvironmentVariable("OUTER_TOKEN", null);
            Environment.SetEnvironmentVariable("EXPERIMENTS_SECRET_outer", null);
        }
    }

    [Fact]
    public async Task Run_PlainPythonThatDoesNotFlush_IsHeardAtOnce()
    {
        _trials.Write("train.py", "import time\nprint('loss=1')\nwhile True: time.sleep(1)\n");
        var program = new WorkloadSpec.Program("train.py", ["${env}", "${interpreter}", "${program}"])
        {
            Directory = _trials.Folder,
        };
        // The program would never end if its line were not read.
        var host = new RecordingHost { Answer = _ => TrialSignal.Stop };

        await _trials.RunAsync(ProgramTrials.Order(program), host);

        host.Points.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_EndsAndLeavesNothingBehind()
    {
        await _trials.RunAsync(_trials.Shell("echo x > $TRIAL_CHECKPOINT_DIR/x; echo loss=1"));

        Directory.EnumerateFiles(_trials.Scratch, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Prepare_Python_SaysWithWhatItRuns()
    {
        _trials.Write("train.py", "print('loss=1')\n");

        var made = await _trials.PrepareAsync(
            new("train.py", ["${env}", "${interpreter}", "${program}", "${args}"]) { Directory = _trials.Folder });

        made.WorkloadSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData("print('loss=1')\n"u8)));
        made.Interpreter.ShouldNotBeNull().ShouldStartWith("Python 3");
    }

    [Theory]
    [InlineData("train.py", "${program}", "has no file '", "correct 'program'")]
    [InlineData(null, "no-such-interpreter", "has no program 'no-such-interpreter' on its PATH", "install it")]
    [InlineData(null, "./none.sh", "has no file '", "correct 'command'")]
    [InlineData(null, "./plain.sh", "plain.sh' is not executable", "chmod +x")]
    [InlineData(null, "./scratch", "is a folder", "name the program in it")]
    [InlineData(null, "${envvar:NO_SUCH_VARIABLE}", "has no variable NO_SUCH_VARIABLE", "set it")]
    public async Task Prepare_WhatIsNotThere_SaysWhatToDo(string? file, string word, params string[] mentions)
    {
        _trials.Write("plain.sh", "echo loss=1");

        foreach (var prefix in new string[][] { [], ["${env}", "A=b"] })
        {
            var program = new WorkloadSpec.Program(file, [.. prefix, word]) { Directory = _trials.Folder };
            var prepare = await _trials.PrepareAsync(program).ShouldThrowAsync<UserErrorException>();
            // The sweep was prepared somewhere, so it is this node that lacks something.
            var run = await _trials.RunAsync(ProgramTrials.Order(program)).ShouldThrowAsync<NodeFaultException>();
            run.Message.ShouldBe(prepare.Message);
            foreach (var mention in mentions) run.Message.ShouldContain(mention);
        }
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("s3cret!&x $HOME `ls` \\ \"a\" 'b' #c * ;d")]
    [InlineData("")]
    public async Task Run_ValueInAShellsScript_ComesThroughWhateverStandsAroundIt(string value)
    {
        const string Script =
            """
            # this isn't quoted
            printf '%s\n' ${name} "${name}" '${name}' x"it's \" ${name}"x '"'${name}; echo loss=1
            """;
        var program = new WorkloadSpec.Program(null, ["bash", "-c", Script]) { Directory = _trials.Folder };

        await _trials.RunAsync(ProgramTrials.Order(program, Trials.Parameters(("name", value))));

        _trials.Text(LogStream.Out).ShouldBe($"{value}\n{value}\n{value}\nxit's \" {value}x\n\"{value}\nloss=1\n");
    }

    [Fact]
    public async Task Prepare_Module_IsHashedWhereItLies()
    {
        Directory.CreateDirectory(Path.Combine(_trials.Folder, "pkg"));
        _trials.Write("pkg/train.py", "print('loss=1')\n");
        var program = new WorkloadSpec.Program("pkg.train", ["${env}", "${interpreter}", "-m", "${program}"])
        {
            Directory = _trials.Folder,
        };

        var made = await _trials.PrepareAsync(program);
        await _trials.RunAsync(ProgramTrials.Order(program));

        made.WorkloadSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData("print('loss=1')\n"u8)));
        _trials.Text(LogStream.Out).ShouldBe("loss=1\n");
    }

    [Fact]
    public async Task Prepare_ExecutableThatAParameterNames_IsLookedForByEachTrial()
    {
        var program = new WorkloadSpec.Program(null, ["${binary}", "-c", "echo loss=1"]) { Directory = _trials.Folder };

        (await _trials.PrepareAsync(program)).WorkloadSha256.ShouldBeNull();
        await _trials.RunAsync(ProgramTrials.Order(program, Trials.Parameters(("binary", "bash"))));
        var missing = await _trials.RunAsync(ProgramTrials.Order(
            program, Trials.Parameters(("binary", "no-such-shell")))).ShouldThrowAsync<UserErrorException>();

        _trials.Text(LogStream.Out).ShouldBe("loss=1\n");
        missing.Message.ShouldContain("has no program 'no-such-shell' on its PATH");
    }

    [Fact]
    public async Task Run_ProgramThatReportsNothingInASweepWithoutAnObjective_Completes()
    {
        var order = _trials.Shell("echo done");

        (await _trials.RunAsync(order with { Objective = null })).Points.ShouldBeEmpty();

        await _trials.RunAsync(order).ShouldThrowAsync<TrialDoomedException>();
    }

    [Fact]
    public async Task Prepare_FolderThatIsNotThere_SaysWhatToDo()
    {
        var error = await _trials.PrepareAsync(new(null, ["bash"]) { Directory = "/no/such/folder" })
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldContain("has no folder '/no/such/folder'");
        error.Message.ShouldContain("working_directory");
    }

    [Fact]
    public async Task Run_NoInterpreterInTheFirstLine_SaysWhatTheSystemSays()
    {
        _trials.Write("bad.sh", "#!/no/such/interpreter\necho loss=1\n", executable: true);

        var error = await _trials.RunAsync(ProgramTrials.Order(new(null, ["./bad.sh"]) { Directory = _trials.Folder }))
            .ShouldThrowAsync<TrialDoomedException>();

        error.Message.ShouldContain("bad.sh");
        error.Message.ShouldStartWith("ended with exit code 127");
    }
}
