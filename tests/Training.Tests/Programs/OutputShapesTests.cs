using System.Text;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

/// <summary>The ways in which programs print, each with the expected reports and notices.</summary>
public class OutputShapesTests
{
    private const string Grouped = "what separates its digits may mean decimals or thousands";

    /// <summary>
    /// The text, the points, and a part of the notes or of the message with which the trial would fail.
    /// </summary>
    public static TheoryData<string, string, string> Shapes => new()
    {
        // Plain values, and their order.
        { "epoch=1 val_loss=1.0\nepoch=2 val_loss=0.5\n", "1:val_loss=1 2:val_loss=0.5", "" },
        { "epoch=1 val_loss=0.9\nepoch=1 val_loss=0.4\nepoch=2 val_loss=0.8\n",
            "1:val_loss=0.9 1:val_loss=0.4 2:val_loss=0.8", "" },
        { "epoch=3 val_loss=0.3\nepoch=1 val_loss=0.1\nepoch=2 val_loss=0.2\n",
            "3:val_loss=0.3 1:val_loss=0.1 2:val_loss=0.2", "" },
        { "epoch=1 val_loss=0.4\nepoch=2 val_loss=0.3\nepoch=1 val_loss=0.8\nepoch=2 val_loss=0.7\n",
            "1:val_loss=0.4 2:val_loss=0.3 3:val_loss=0.8 4:val_loss=0.7",
            "'epoch' has gone back from 2 to 1: what follows is kept as steps 3 and on" },
        { "val_loss=0.9\nval_loss=0.21\n", "1:val_loss=0.9 2:val_loss=0.21", "" },
        { "val_loss=0.9\nepoch=1\nval_loss=0.21\nepoch=2\n", "1:val_loss=0.9 2:val_loss=0.21", "" },
        { "epoch=1 val_loss=0.21", "1:val_loss=0.21", "" },

        // Formats of libraries.
        { "Epoch 1/2\n938/938 [====] - 2s 2ms/step - loss: 0.2500 - val_loss: 0.1310\n", "",
            "it printed 'val_loss: 0.1310', which is not a report: print 'val_loss=0.21'" },
        { "{'loss': 0.52, 'learning_rate': 1e-05, 'val_loss': 0.4, 'epoch': 0.5}\n{'val_loss': 0.3, 'epoch': 1.0}\n",
            "1:loss=0.52 1:learning_rate=1E-05 1:val_loss=0.4 1:epoch=0.5 2:val_loss=0.3 2:epoch=1",
            "'epoch' is 0.5, no whole number" },
        { "{\"val_loss\": 0.8, \"epoch\": 0.5}\n{\"val_loss\": 0.4, \"epoch\": 1.0}\n{\"val_loss\": 0.3, "
            + "\"epoch\": 1.5}\n",
            "1:val_loss=0.8 1:epoch=0.5 2:val_loss=0.4 2:epoch=1 3:val_loss=0.3 3:epoch=1.5",
            "steps count its values" },
        { "epoch=0.5 val_loss=0.4\nepoch=1.0 val_loss=0.3\n", "1:val_loss=0.4 1:epoch=0.5 2:val_loss=0.3 2:epoch=1",
            "'epoch' is kept as a metric" },
        { "Epoch 3: 100%|####| 10/10 [00:00<00:00, 96.1it/s, loss=0.21, v_num=3, val_loss=0.5]\n",
            "1:loss=0.21 1:v_num=3 1:val_loss=0.5", "" },
        { "\rEpoch 0: 50%|##  | 5/10 [00:00<00:00, loss=0.3]\rEpoch 0: 100%|####| 10/10 [00:00<00:00, loss=0.2, "
            + "val_loss=0.5]\n",
            "1:loss=0.3 2:loss=0.2 2:val_loss=0.5", "" },
        { "wandb: Run summary:\nwandb:   val_loss 0.21\n", "", "it printed 'val_loss 0.21', which is not a report" },
        { "Train Epoch: 1 ; val_loss=0.21;\n", "1:val_loss=0.21", "" },
        { "Accuracy(acc=0.9) Namespace(lr=0.1, val_loss=99)\nAdam (lr=0.1, val_loss=99)\nepoch=1 val_loss=0.21\n",
            "1:lr=0.1 1:val_loss=99 1:val_loss=0.21", "" },
        { "Namespace(lr=0.1, epochs=3, val_loss=99)\nepochs=3 lr=0.1 seed=42\nepoch=1 val_loss=0.21\n",
            "1:epochs=3 1:lr=0.1 1:seed=42 1:val_loss=0.21", "" },
        { "Namespace(lr=0.1, val_loss=99)\n", "", "it printed 'val_loss=99)', which is not a report" },
        { "BatchNorm2d(64, eps=1e-05, momentum=0.1)\nbetas=(0.9, 0.999), net=Linear(in_features=1, bias=True) "
            + "val_loss=0.21\n", "1:val_loss=0.21", "" },

        // Around the words.
        { "[epoch=1, val_loss=0.5]\n(epoch=2, val_loss=0.4)\n{epoch=3, val_loss=0.3}\n<epoch=4 val_loss=0.2>\n",
            "1:val_loss=0.5 2:val_loss=0.4 3:val_loss=0.3 4:val_loss=0.2", "" },
        { "| epoch=1 | val_loss=0.21 | lr=1e-3 |\n│ epoch=2 │ val_loss=0.2 │\n",
            "1:val_loss=0.21 1:lr=0.001 2:val_loss=0.2", "" },
        { "epoch=1\tval_loss=0.21\n", "1:val_loss=0.21", "" },
        { "2026-01-01 10:00:01,123 - INFO - epoch=1 val_loss=0.5\n", "1:val_loss=0.5", "" },
        { "INFO:root:epoch=3 val_loss=0.5\n", "3:val_loss=0.5", "" },
        { "[12:00:01]epoch=3 val_loss=0.5\n", "3:val_loss=0.5", "" },
        { "epoch = 1 val_loss = 0.5\nepoch= 2, val_loss =0.4\n", "1:val_loss=0.5 2:val_loss=0.4", "" },
        { "lr= epoch=3 val_loss=0.5\n", "3:val_loss=0.5", "" },
        { "epoch=1,val_loss=0.4\nepoch=2，val_loss=0.3\n", "1:val_loss=0.4 2:val_loss=0.3", "" },
        { "Epoch=1 val_loss=0.5\nEpoch=2 val_loss=0.4\n", "1:Epoch=1 1:val_loss=0.5 2:Epoch=2 2:val_loss=0.4", "" },
        { "epoch: 1 val_loss: 0.21\n", "", "it printed 'val_loss: 0.21'" },
        { "The loss was bad: (see below :( val_loss=0.5\n", "1:val_loss=0.5", "" },
        { "saved \"val_loss=0.5\" and **epoch=2**\n", "2:val_loss=0.5", "" },
        { "epoch=1 train:loss=0.5 eval:loss=0.6\n", "1:train:loss=0.5 1:eval:loss=0.6", "" },

        // Bytes.
        { "epoch=1 val_loss=0.5\repoch=2 val_loss=0.25\r\n", "1:val_loss=0.5 2:val_loss=0.25", "" },
        { "epoch=1 val_loss=0.5\r\nepoch=2 val_loss=0.25\r\n", "1:val_loss=0.5 2:val_loss=0.25", "" },
        { "\u001b[32mepoch=1 val_loss=0.5\u001b[0m\n", "1:val_loss=0.5", "" },
        { "epoch=1 val_loss=\u001b[1m0.5\u001b[0m\n", "1:val_loss=0.5", "" },
        { "epoch=1 \u001b[38;5;9mval\u001b[0m_loss\u001b[2m=\u001b[0m0.5\u001b(B\u001b[m\n", "1:val_loss=0.5", "" },
        { "\u001b[2K\u001b[1Gepoch=1\u001b[5Cval_loss=0.5\u001b[K\n", "1:val_loss=0.5", "" },
        { "\u001b]8;;http://x.org/?val_loss=9\u001b\\epoch=1\u001b]8;;\u001b\\ val_loss=0.5 \u001b]0;title "
            + "val_loss=8\u0007\n", "1:val_loss=0.5", "" },
        { "epoch=1 val_loss=0.5 \u001b]8;;never ended\n", "1:val_loss=0.5", "" },
        { "\0\0epoch=1 val_loss=0.21\n", "1:val_loss=0.21", "" },
        { "e\0p\0o\0c\0h\0=\01\0 \0v\0a\0l\0_\0l\0o\0s\0s\0=\02\0\n", "1:val_loss=2", "" },
        { "\u0008\u0008epoch=1\u0008val_loss=0.21\n", "1:val_loss=0.21", "" },

        // Numbers, and texts that are not numbers.
        { "epoch=1 val_loss=0,21\n", "", "printed as '0,21', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=0.5\nepoch=2 val_loss=0,21\n", "1:val_loss=0.5", "printed as '0,21'" },
        { "epoch=1 val_loss=0,21\nepoch=2 val_loss=0.5\n", "2:val_loss=0.5",
            "'0,21' of 'val_loss' is not accepted: " + Grouped },
        { "epoch=1 acc=99,5 val_loss=0.5\n", "1:val_loss=0.5", "'99,5' of 'acc' is not accepted" },
        { "epoch=1,5 val_loss=0.5\n", "1:val_loss=0.5", "'1,5' of 'epoch' is not accepted" },
        { "epoch=1 val_loss=1,234.5\n", "", "'1,234.5', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1.234,5\n", "", "'1.234,5', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1\u00a0234.5\n", "", "which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1 234.5\n", "", "'1 234.5', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1 234 567\n", "", "'1 234 567', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1\u2007234.5\n", "", "which is not accepted: " + Grouped },
        { "epoch=1 val_loss=12 100/100 5 it/s\n", "1:val_loss=12", "" },
        { "epoch=1 val_loss=0.5 100 images\n", "1:val_loss=0.5", "" },
        { "{\"val_loss\": 0.9}\n{\"val_loss\": 0,3}\n", "1:val_loss=0.9", "which is not accepted: it is neither JSON" },
        { "\"epoch\"=1 'val_loss'=0.21\n", "1:val_loss=0.21", "" },
        { "epoch=1 val_loss=1'234.5\n", "", "'1'234.5', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=1_000.5\n", "", "'1_000.5', which is not accepted: " + Grouped },
        { "epoch=1 val_loss=21%\n", "", "'21%', which is not accepted: a percentage" },
        { "epoch=1 val_loss=21 %, lr=1\n", "1:lr=1", "'21 %', which is not accepted: a percentage" },
        { "epoch=1 val_loss=1 / 3 lr=1\n", "1:lr=1", "'1 / 3', which is not accepted: it is not a plain number" },
        { "epoch=3 / 10 val_loss=0.5\n", "3:val_loss=0.5", "" },
        { "epoch=1 val_loss=0.5 %done=3 lr=1\n", "1:val_loss=0.5 1:lr=1", "" },
        { "epoch=1 val_loss=45/50\n", "", "'45/50', which is not accepted: it is not a plain number" },
        { "epoch=3/10, val_loss=0.5\n", "3:val_loss=0.5", "" },
        { "epoch=1 val_loss=0x1F\n", "", "'0x1F', which is not accepted" },
        { "epoch=1 val_loss=0.5s eta=00:12 size=12GB\n", "", "'0.5s', which is not accepted" },
        { "epoch=1 val_loss=0.2...\n", "", "'0.2...', which is not accepted" },
        { "epoch=1 val_loss=0.21.\n", "1:val_loss=0.21", "" },
        { "epoch=1 val_loss='0.21'\nepoch=2 val_loss=\"0.2\"\nepoch=3 val_loss=(0.1)\n",
            "1:val_loss=0.21 2:val_loss=0.2 3:val_loss=0.1", "" },
        { "epoch=1 val_loss=tensor(0.2100)\nepoch=2 val_loss=tensor(0.2, device='cuda:0', "
            + "grad_fn=<MeanBackward0>)\nepoch=3 val_loss=np.float64(0.1)\nepoch=4 val_loss=Decimal('0.05')\n",
            "1:val_loss=0.21 2:val_loss=0.2 3:val_loss=0.1 4:val_loss=0.05", "" },
        { "epoch=1 val_loss=tensor([0.21, 0.2])\n", "", "'tensor([0.21, 0.2])', which is not accepted" },
        { "epoch=1 val_loss=tensor(0,21)\n", "", "'tensor(0,21)', which is not accepted" },
        { "epoch=1 val_loss=<tf.Tensor: shape=(), dtype=float32, numpy=0.21>\n", "", "which is not accepted" },
        { "epoch=1 val_loss=true\n", "", "" },
        { "done\n", "", "" },
        { "epoch=1 val_loss=nan\nepoch=2 val_loss=0.21\n", "1:val_loss=NaN 2:val_loss=0.21", "" },
        { "epoch=1 val_loss=0.01\nepoch=2 val_loss=-nan(ind)\n", "1:val_loss=0.01 2:val_loss=NaN", "" },
        { "epoch=1 val_loss=-inf\n", "1:val_loss=-Infinity", "" },
        { "epoch=1 val_loss=1e400\nepoch=2 val_loss=-1e400\n", "1:val_loss=Infinity 2:val_loss=-Infinity", "" },
        { "epoch=1 val_loss=5e-324\n", "1:val_loss=5E-324", "" },
        { "epoch=1 val_loss=-0.0\n", "1:val_loss=-0", "" },
        { "epoch=1 val_loss=0.1234567890123456789\n", "1:val_loss=0.12345678901234568", "" },
        { "step=1e3 val_loss=0.4\nstep=2e3 val_loss=0.3\n", "1000:val_loss=0.4 2000:val_loss=0.3", "" },
        { "step=-1 val_loss=0.4\nstep=0 val_loss=0.3\n", "1:step=-1 1:val_loss=0.4 0:val_loss=0.3", "" },
        { "step=9007199254740993 val_loss=0.4\n", "1:step=9007199254740992 1:val_loss=0.4", "" },
        { "epoch=1 val_loss=0.9 val_loss=0.3\n", "1:val_loss=0.3", "" },

        // Objects.
        { "{\"epoch\": 1, \"val_loss\": \"0.21\"}\n", "1:val_loss=0.21", "" },
        { "{\"epoch\": 1, \"val_loss\": \"0,21\"}\n", "", "'0,21', which is not accepted" },
        { "{\"epoch\": 1, \"val_loss\": 0,21}\n", "", "is neither JSON nor a dict of Python's" },
        { "METRICS {\"epoch\": 1, \"val_loss\": 0.21}\nINFO:root:{\"epoch\": 2, \"val_loss\": 0.2}\n",
            "1:val_loss=0.21 2:val_loss=0.2", "" },
        { "epoch=1 metrics={'val_loss': 0.21}\n", "1:metrics.val_loss=0.21", "did you mean 'metrics.val_loss'?" },
        { "{ epoch: 1, val_loss: 0.21 }\n", "1:val_loss=0.21", "" },
        { "{\"epoch\": 1, \"val_loss\": NaN}\n{\"epoch\": 2, \"val_loss\": -Infinity}\n",
            "1:val_loss=NaN 2:val_loss=-Infinity", "" },
        { "{\"epoch\": 1, \"val_loss\": null}\n{\"epoch\": 2, \"val_loss\": 0.3}\n", "2:val_loss=0.3", "" },
        { "{\"epoch\": 1, \"val_loss\": 0.9, \"val_loss\": 0.3}\n", "1:val_loss=0.3", "" },
        { "{\"epoch\": 1, \"val_loss\": [0.21]}\n[{\"val_loss\": 0.5}]\n", "", "" },
        { "{\"epoch\": 1, \"\\ud83d\": 1, \"s\": \"\\ud83d\", \"val_loss\": 0.3}\n", "1:val_loss=0.3",
            "of '\uFFFD' is not accepted: a name is UTF-8" },
        { "{'val_loss': tensor(0.2100), 'lr': [0.1, 'a}b'], 'ok': True, 'n': None, 'f1': np.float64(0.5), 'epoch': "
            + "2}\n", "2:val_loss=0.21 2:f1=0.5", "" },
        { "{\"val_loss \": 0.3}\n", "1:val_loss=0.3", "" },
        { "\ufeff{\"epoch\": 1, \"val_loss\": 0.3}\n", "1:val_loss=0.3", "" },

        // Names.
        { "epoch=1 val/mrr@10=0.1 top-5=0.4 f1.macro=1 map@[.5:.95]=2 loss(ema)=3 précision=4 损失=5 🚀=6 acc%=7 C++=8\n",
            "1:val/mrr@10=0.1 1:top-5=0.4 1:f1.macro=1 1:map@[.5:.95]=2 1:loss(ema)=3 1:précision=4 1:损失=5 1:🚀=6 "
            + "1:acc%=7", "" },
        { "x==3 y!=3 a<=3 b>=3 i+=1 --lr=0.1 -k=2 +trainer.epochs=3 http://x.org/a=1 ?q=2\n", "", "" },
        { "val_acc=0.5\n", "1:val_acc=0.5", "it reported val_acc" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Take_Shape_ReportsAndSays(string text, string points, string said)
    {
        var printed = await new Printed().ReadAsync(text);

        printed.Points.ShouldBe(points);
        if (said.Length > 0) Said(printed).ShouldContain(said);
        else printed.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_BytesThatAreNoUtf8_ReadsWhatIs()
    {
        var printed = await new Printed().ReadAsync(
            [.. "caf"u8, 0xE9, .. " epoch=1 val_loss=0.21 pr"u8, 0xE9, .. "cision=1\n"u8]);

        printed.Points.ShouldBe("1:val_loss=0.21");
        printed.Notes.ShouldHaveSingleItem().ShouldContain("a name is UTF-8");
    }

    [Fact]
    public async Task Take_LineOf200Kilobytes_IsRead()
    {
        var weights = string.Concat(
            Enumerable.Range(0, 900).Select(i => $"\"weights_of_layer_{i}\": [{new string('1', 200)}], "));

        (await new Printed().ReadAsync($"{{{weights}\"epoch\": 1, \"val_loss\": 0.21}}\n")).Points.ShouldBe(
            "1:val_loss=0.21");
    }

    private static string Said(Printed printed)
    {
        var said = new StringBuilder().AppendJoin('\n', printed.Notes);
        if (printed.Objective.Refused is { } refused)
            said.Append($"\nprinted as '{refused.Text}', which is not accepted: {refused.Why}");
        if (!printed.Objective.HasCome) said.Append(printed.Objective.Instead());
        return said.ToString();
    }
}
