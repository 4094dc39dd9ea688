// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.outfall.testing.stack.ConnectWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a worker shows by JMX: the figures of its tasks and of their consumers. Of each connector, the first task unless
 * it says otherwise.
 */
final class WorkerBeans implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private WorkerBeans(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    /** Those of a worker that was started without options for it, as one looks into it with a console. */
    // The address is one that a child process of ours gave itself.
    @SuppressWarnings("BanJNDI")
    static WorkerBeans of(ConnectWorker worker) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(Long.toString(worker.pid()));
            String address = jvm.startLocalManagementAgent();
            jvm.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new WorkerBeans(connector, connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A figure of the sink itself. */
    long figure(String sink, String name) {
        return ((Number) attribute("kafka.connect:type=plugins,connector=" + sink + ",task=0", name)).longValue();
    }

    /** A figure of the sink itself, for each of its tasks. */
    List<Long> figures(String sink, String name) {
        return ofTasks("plugins", sink, name);
    }

    /** How many partitions each task of the sink has. */
    List<Long> partitions(String sink) {
        return ofTasks("sink-task-metrics", sink, "partition-count");
    }

    /** A figure that the sink has once for each topic. */
    long figure(String sink, String topic, String name) {
        String bean = "kafka.connect:type=plugins,connector=" + sink + ",task=0,topic=" + topic;
        return ((Number) attribute(bean, name)).longValue();
    }

    /** Why the sink gets no further. */
    String failure(String sink) {
        return (String) attribute("kafka.connect:type=plugins,connector=" + sink + ",task=0", "failure");
    }

    /** How many records the sink has read. */
    long recordsRead(String sink) {
        String bean = "kafka.connect:type=sink-task-metrics,connector=" + sink + ",task=0";
        return ((Number) attribute(bean, "sink-record-read-total")).longValue();
    }

    /** How often the sink's consumer took part in a new distribution of partitions. */
    long rebalances(String sink) {
        String bean = "kafka.consumer:type=consumer-coordinator-metrics,client-id=connector-consumer-" + sink + "-0";
        return ((Number) attribute(bean, "rebalance-total")).longValue();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Long> ofTasks(String type, String sink, String name) {
        try {
            ObjectName tasks = new ObjectName("kafka.connect:type=" + type + ",connector=" + sink + ",task=*");
            return server.queryNames(tasks, null).stream()
                    .map(task -> ((Number) attribute(task.toString(), name)).longValue())
                    .toList();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object attribute(String bean, String name) {
        try {
            return server.getAttribute(new ObjectName(bean), name);
        } catch (JMException e) {
            throw new IllegalStateException(bean + " has no " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
